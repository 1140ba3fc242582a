package dev.weft.gateway.labels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.image.ImageErased;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingProgress;
import dev.weft.events.training.TrainingState;
import dev.weft.gateway.Events;
import dev.weft.gateway.MemoryStore;
import dev.weft.gateway.labels.DoubtfulLabels.DoubtfulImage;
import dev.weft.gateway.trainings.Trainings;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.ViewSlice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoubtfulLabelsTest {
  private static final long STARTED = 100;

  private final MemoryStore store = new MemoryStore();
  private final Trainings trainings = new Trainings(10);
  private final Map<String, ImageView> images = new HashMap<>();
  private int offset;

  @Test
  void whatTheNewestReportOfEachModelDoubtsIsAskedMostDoubtfulFirst() {
    ended("old", "tops", doubt("x", "polo", "shirt", 0.99, 0));
    ended("new", "tops", doubt("a", "polo", "shirt", 0.7, 0.2), doubt("b", "hat", "cap", 0.9, 0));
    ended("other", "shoes", doubt("c", "boot", "shoe", 0.8, 0.1));
    label("x", "polo", 1);
    label("a", "polo", 1);
    label("b", "hat", 1);
    label("c", "boot", 1);

    assertThat(ask()).extracting(image -> image.doubt().imageId()).containsExactly("b", "c", "a");
    assertThat(ask().get(0).trainingId()).isEqualTo("new");
    assertThat(ask().get(0).doubt().likelier()).isEqualTo("cap");
  }

  @Test
  void aLabelOfWhichSomebodyHasSaidAnythingSinceIsNotAsked() {
    ended(
        "t",
        "tops",
        doubt("corrected", "polo", "shirt", 0.9, 0),
        doubt("said again", "polo", "shirt", 0.9, 0),
        doubt("taken back", "polo", "shirt", 0.9, 0),
        doubt("gone", "polo", "shirt", 0.9, 0),
        doubt("open", "polo", "shirt", 0.9, 0));
    label("corrected", "shirt", STARTED + 1);
    label("said again", "polo", STARTED + 1);
    images.put(
        "taken back", new ImageView("t-b", Events.uploaded("t-b", 1), List.of(), null, null, true));
    label("open", "polo", 1);

    assertThat(ask()).extracting(image -> image.doubt().imageId()).containsExactly("open");
  }

  @Test
  void oneThatWasConfirmedIsNotAskedAgainByALaterReport() {
    ImageLabeled said = Events.labeled("a", "polo", 1);
    images.put("a", view(confirmed(said)));
    ended("later", "tops", doubt("a", "polo", "shirt", 0.9, 0));

    assertThat(ask()).isEmpty();
  }

  @Test
  void reportsThatAreNotThereOrMakeNoSenseDoubtNothing() {
    end("absent", "tops");
    end("broken", "shoes");
    put("broken", "{\"doubtfulLabels\": 7");
    label("a", "polo", 1);

    assertThat(ask()).isEmpty();
  }

  private List<DoubtfulImage> ask() {
    return doubtful().toAsk();
  }

  private DoubtfulLabels doubtful() {
    return new DoubtfulLabels(
        trainings,
        store,
        "weft",
        new ImageQueries() {
          @Override
          public Optional<ImageView> get(String imageId) {
            return Optional.ofNullable(images.get(imageId));
          }

          @Override
          public Optional<ImageErased> erasure(String imageId) {
            return Optional.empty();
          }

          @Override
          public ViewSlice list(ImageFilter filter, PagePosition after, int limit) {
            throw new AssertionError("nothing is listed");
          }
        });
  }

  private void label(String id, String label, long second) {
    images.put(id, view(Events.labeled(id.replace(' ', '-'), label, second)));
  }

  private static ImageView view(ImageLabeled label) {
    return new ImageView(label.imageId(), null, List.of(), null, label, false);
  }

  private static ImageLabeled confirmed(ImageLabeled it) {
    return new ImageLabeled(
        it.imageId(),
        it.object(),
        it.label(),
        it.uploadedAt(),
        it.source(),
        it.labeledBy(),
        it.labeledAt(),
        it.model(),
        true);
  }

  private static String doubt(
      String id, String label, String likelier, double probability, double labelProbability) {
    return """
    {"imageId": "%s", "label": "%s", "likelier": "%s", "probability": %s,
    "labelProbability": %s, "later": "more"}\
    """
        .formatted(id, label, likelier, probability, labelProbability);
  }

  private void ended(String id, String model, String... doubts) {
    put(
        id,
        "{\"startedAt\": \"%s\", \"doubtfulLabels\": [%s], \"model\": \"x\"}"
            .formatted(Events.at(STARTED), String.join(",", doubts)));
    end(id, model);
  }

  private void put(String id, String report) {
    store.put(
        "trainings/" + id + "/report.json",
        report.getBytes(StandardCharsets.UTF_8),
        "application/json",
        Map.of(),
        Instant.EPOCH);
  }

  private void end(String id, String model) {
    trainings.apply(
        TrainingProgress.of(new TrainingCancelled(id, model, Events.at(offset)))
            .report("trainings/" + id + "/report.json")
            .event(TrainingState.REJECTED, Events.at(STARTED + offset)),
        offset++);
  }
}
