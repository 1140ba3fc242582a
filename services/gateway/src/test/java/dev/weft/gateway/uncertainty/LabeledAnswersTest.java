package dev.weft.gateway.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageErased;
import dev.weft.events.model.ServingRole;
import dev.weft.gateway.Events;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.LabelCounts;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.ViewSlice;
import dev.weft.modelstore.uncertainty.HeldOutAnswers.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabeledAnswersTest {

  private static final ModelRef SERVING = new ModelRef("clothing", 2);

  private final List<ImageView> images = new ArrayList<>();

  private void labeled(String id, String predicted, int version, String label, long second) {
    ImageClassified answer = Events.classified(id, predicted, second, version, ServingRole.PRIMARY);
    images.add(
        new ImageView(
            id,
            Events.uploaded(id, second),
            List.of(answer),
            null,
            Events.labeled(id, label, second),
            false));
  }

  private LabeledAnswers.Found since(long second) {
    Map<String, Long> counts = new TreeMap<>();
    images.forEach(image -> counts.merge(image.labeled().label(), 1L, Long::sum));
    LabelCounts labels = new LabelCounts(Set.of(0), counts, images.size());
    return new LabeledAnswers(new Listed(), () -> labels).since(Events.at(second), SERVING);
  }

  private final class Listed implements ImageQueries {
    @Override
    public Optional<ImageView> get(String imageId) {
      throw new AssertionError("no image is asked for");
    }

    @Override
    public Optional<ImageErased> erasure(String imageId) {
      throw new AssertionError("no erasure is asked for");
    }

    @Override
    public ViewSlice list(ImageFilter filter, PagePosition after, int limit) {
      assertThat(limit).as("what replicas give each other").isBetween(1, 200);
      String label = ((ImageFilter.Labeled) filter).label();
      List<ImageView> all =
          images.stream()
              .filter(image -> image.labeled().label().equals(label))
              .filter(image -> after == null || PagePosition.of(image).compareTo(after) > 0)
              .sorted(Comparator.comparing(PagePosition::of))
              .toList();
      return new ViewSlice(
          Set.of(0), all.subList(0, Math.min(limit, all.size())), all.size() > limit);
    }
  }

  @Test
  void answersOfTheServingVersionAreHeldAgainstTheLabels() {
    labeled("right", "dress", 2, "dress", 100);
    labeled("wrong", "dress", 2, "hoodie", 100);
    labeled("others", "dress", 1, "dress", 100);
    labeled("old", "dress", 2, "dress", 10);

    LabeledAnswers.Found found = since(50);

    assertThat(found.answers())
        .extracting(Answer::label, Answer::confidence, Answer::right)
        .containsExactlyInAnyOrder(tuple("dress", 0.9, true), tuple("dress", 0.9, false));
    assertThat(found.isSample()).isFalse();
  }

  @Test
  void ofVeryManyTheNewestOfEachLabelAreLookedAt() {
    for (int i = 0; i < 3_000; i++) {
      labeled("d" + i, "dress", 2, "dress", 100 + i);
    }
    labeled("h", "dress", 2, "hat", 100);

    LabeledAnswers.Found found = since(50);

    assertThat(found.isSample()).isTrue();
    assertThat(found.answers()).hasSize(1_001).filteredOn(answer -> !answer.right()).hasSize(1);
  }
}
