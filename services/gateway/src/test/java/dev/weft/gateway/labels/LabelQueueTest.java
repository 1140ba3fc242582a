package dev.weft.gateway.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.ModelRef;
import dev.weft.events.image.FeatureSketch;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.Timings;
import dev.weft.events.image.Uncertainty;
import dev.weft.events.image.UncertaintyReason;
import dev.weft.events.label.LabelSelection;
import dev.weft.events.label.RandomSample;
import dev.weft.events.model.ServingRole;
import dev.weft.gateway.Events;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.streams.ViewJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LabelQueueTest {

  private static final String SPACE = "0123456789abcdef";
  private static final LabelQueue MIXED = new LabelQueue(new LabelMix(0.2, 0.2, 0.2));
  private static final LabelQueue ALONE = new LabelQueue(new LabelMix(0, 0, 0));

  @Test
  void anyBeginningIsMixedByTheShares() {
    Ranking ranking =
        ranking(
            Stream.of(
                    IntStream.range(0, 20).mapToObj(i -> image("u" + i, 0.5, null, false)),
                    IntStream.range(0, 20).mapToObj(i -> image("o" + i, 0.99, null, true)),
                    ids(RandomSample::contains, 20).map(id -> image(id, 0.5, null, false)))
                .flatMap(images -> images));

    List<Candidate> ten = MIXED.first(ranking, List.of(), 10);

    assertThat(count(ten, LabelSelection.RANDOM)).isBetween(2L, 3L);
    assertThat(count(ten, LabelSelection.UNLIKE)).isBetween(2L, 3L);
    assertThat(count(ten, LabelSelection.UNCERTAIN)).isEqualTo(5);
    assertThat(ALONE.first(ranking, List.of(), 100))
        .extracting(Candidate::selection)
        .containsOnly(LabelSelection.UNCERTAIN);
  }

  @Test
  void randomOnesComeByTheirDrawsWhateverVersionsSayOfThem() {
    List<String> ids = ids(RandomSample::contains, 12).toList();
    Random random = new Random(1);
    Ranking ranking =
        ranking(
            ids.stream()
                .map(id -> image(id, 0.3 + 0.6 * random.nextDouble(), null, random.nextBoolean())));

    List<Candidate> queue = MIXED.first(ranking, List.of(), 100);

    assertThat(queue).extracting(Candidate::selection).containsOnly(LabelSelection.RANDOM);
    assertThat(queue)
        .extracting(Candidate::imageId)
        .containsExactlyElementsOf(
            ids.stream().sorted(Comparator.comparingDouble(RandomSample::draw)).toList());
    assertThat(queue).allMatch(candidate -> candidate.reasons().isEmpty());
  }

  @Test
  void amongWhatIsAsUncertainTheNextLooksUnlikeThoseBeforeIt() {
    Ranking ranking =
        ranking(
            Stream.of(
                image("a", 0.50, sketch(0), false),
                image("close-to-a", 0.51, sketch(10), false),
                image("b", 0.53, sketch(40), false)));

    assertThat(ALONE.first(ranking, List.of(), 3))
        .extracting(Candidate::imageId)
        .containsExactly("a", "b", "close-to-a");
  }

  @Test
  void whatLooksLikeAnImageThatHasALabelComesLater() {
    Ranking ranking =
        ranking(
            Stream.of(
                image("a", 0.50, sketch(0), false),
                image("b", 0.51, sketch(127), false),
                image("labeled", 0.5, sketch(3), false)
                    .relabeled(Events.labeled("labeled", "hat", 1))));

    assertThat(ALONE.first(ranking, List.of(), 3))
        .extracting(Candidate::imageId)
        .containsExactly("b", "a");
  }

  @Test
  void nearDuplicatesAreNotAskedOnOnePageOfWhicheverKindTheyAre() {
    String drawn = ids(RandomSample::contains, 1).findFirst().orElseThrow();
    Ranking ranking =
        ranking(
            Stream.of(
                image("a", 0.50, sketch(10), false),
                image("a-again", 0.50, sketch(12), false),
                image(drawn, 0.50, sketch(11), false),
                image("same-bytes-1", 0.6, null, false, "c"),
                image("same-bytes-2", 0.6, null, false, "c")));

    List<Candidate> queue = MIXED.first(ranking, List.of(), 10);

    assertThat(queue).hasSize(2);
    assertThat(queue).filteredOn(each -> each.imageId().startsWith("same")).hasSize(1);
  }

  @Test
  void sketchesOfAnotherBaseAreNotCompared() {
    FeatureSketch other = FeatureSketch.of("fedcba9876543210", sketch(0).bytes());
    Ranking ranking =
        ranking(Stream.of(image("a", 0.50, sketch(0), false), image("b", 0.51, other, false)));

    assertThat(ALONE.first(ranking, List.of(), 2)).hasSize(2);
  }

  @Test
  void withoutSketchesItIsTheOrderOfTheScores() {
    Ranking ranking =
        ranking(
            Stream.of(
                image("least", 0.9, null, false),
                image("a", 0.5, null, false),
                image("b", 0.7, null, false)));

    assertThat(ALONE.first(ranking, List.of(), 3))
        .extracting(Candidate::imageId)
        .containsExactly("a", "b", "least");
  }

  @Test
  void anImageThatIsUncertainAndUnlikeIsAskedOnce() {
    Ranking ranking = ranking(Stream.of(image("a", 0.5, null, true)));

    assertThat(MIXED.first(ranking, List.of(), 10)).hasSize(1);
  }

  @Test
  void theQueueIsTheSameHoweverPartitionsLieOnReplicas() {
    Random random = new Random(1);
    List<ImageView> images = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[64];
      for (int d = 0; d < bytes.length; d++) {
        bytes[d] = (byte) (random.nextInt(41) - 20);
      }
      images.add(
          image(
              "i" + i,
              0.4 + 0.5 * random.nextDouble(),
              FeatureSketch.of(SPACE, bytes),
              random.nextInt(5) == 0));
    }
    List<String> whole = ids(MIXED.first(ranking(images.stream()), List.of(), 50));
    Collections.shuffle(images, random);
    List<Ranking> parts = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      Ranking here = ranking(images.subList(part * 100, part * 100 + 100).stream());
      parts.add(ViewJson.read(ViewJson.write(here), Ranking.class));
    }

    assertThat(ids(MIXED.first(Ranking.merge(parts, 200), List.of(), 50))).isEqualTo(whole);
  }

  @Test
  void aReplicaOfAnEarlierReleaseOffersNothingAtRandom() {
    String drawn = ids(RandomSample::contains, 1).findFirst().orElseThrow();
    Candidate old = new Candidate(0.9, List.of(), 0.1, null, null, image(drawn, 0.5, null, false));
    byte[] json =
        ViewJson.write(Map.of("partitions", Set.of(1), "considered", 1, "best", List.of(old)));

    Ranking read = ViewJson.read(json, Ranking.class);

    assertThat(read.best()).isEmpty();
    assertThat(read.random()).isEmpty();
    assertThat(read.considered()).isEqualTo(1);
  }

  @Test
  void sharesThatAddUpToMoreThanAllAreRefused() {
    assertThatThrownBy(() -> new LabelMix(0.6, 0.5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must add up to at most 1");
    assertThatThrownBy(() -> new LabelMix(-0.1, 0, 0)).hasMessageContaining("mix.random must be");
  }

  private static Ranking ranking(Stream<ImageView> images) {
    CandidatePools pools = new CandidatePools(model -> Optional.empty(), 200, 100);
    images.forEach(pools::consider);
    return pools.ranking(Set.of(0));
  }

  private static long count(List<Candidate> queue, LabelSelection selection) {
    return queue.stream().filter(each -> each.selection() == selection).count();
  }

  private static List<String> ids(List<Candidate> queue) {
    return queue.stream().map(Candidate::imageId).toList();
  }

  private static Stream<String> ids(Predicate<String> wanted, int count) {
    return IntStream.iterate(0, i -> i + 1).mapToObj(i -> "image-" + i).filter(wanted).limit(count);
  }

  private static FeatureSketch sketch(int value) {
    byte[] bytes = new byte[64];
    Arrays.fill(bytes, (byte) value);
    return FeatureSketch.of(SPACE, bytes);
  }

  private static ImageView image(
      String id, double probability, FeatureSketch sketch, boolean unlike) {
    return image(id, probability, sketch, unlike, "%064x".formatted(id.hashCode() & 0xffffffffL));
  }

  private static ImageView image(
      String id, double probability, FeatureSketch sketch, boolean unlike, String content) {
    List<UncertaintyReason> reasons =
        unlike ? List.of(UncertaintyReason.UNLIKE_TRAINING_DATA) : List.of();
    ImageClassified answer =
        new ImageClassified(
            id,
            new ObjectRef("weft", "uploads/" + id, 3, content.repeat(64 / content.length())),
            new ModelRef("clothing", 1),
            ServingRole.PRIMARY,
            List.of(new Prediction("hat", probability), new Prediction("shirt", 0.1)),
            "onnx-cpu",
            new Timings(0.1, 0.1, 0.1, 0.1),
            Events.at(0),
            Events.at(1),
            Map.of(),
            null,
            new Uncertainty(reasons, unlike ? 0.2 : -0.9),
            sketch);
    return new ImageView(id, null, List.of(answer), null, null, false);
  }
}
