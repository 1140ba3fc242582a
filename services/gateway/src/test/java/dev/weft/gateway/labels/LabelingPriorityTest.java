package dev.weft.gateway.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.Timings;
import dev.weft.events.model.ServingRole;
import dev.weft.gateway.Events;
import dev.weft.gateway.views.ImageView;
import dev.weft.modelstore.reference.FeatureReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LabelingPriorityTest {
  private static final Offset<Double> EXACTLY = within(1e-9);

  /** Only version 4 has a reference: 100 test images, ten in each of ten bins, in two groups. */
  private static final LabelingPriority WORTH =
      new LabelingPriority(
          model -> model.version() == 4 ? Optional.of(reference()) : Optional.empty());

  @Test
  void aClearAnswerIsWorthLittleAndHasNoReason() {
    Candidate clear = worth("a", answer("hat", 0.95, "shirt", 0.05));

    assertThat(clear.reasons()).isEmpty();
    assertThat(clear.margin()).isCloseTo(0.9, EXACTLY);
    assertThat(clear.score()).isCloseTo(0.5 * 0.1 + 0.2 * 0.05, EXACTLY);
  }

  @Test
  void twoLabelsThatAreNearlyAsProbableAreAReason() {
    Candidate close = worth("a", answer("hat", 0.52, "shirt", 0.47));

    assertThat(close.reasons()).containsExactly(Reason.MARGIN);
    assertThat(close.score()).isCloseTo(0.5 * 0.95 + 0.2 * 0.48, EXACTLY);
  }

  @Test
  void versionsThatPredictAnotherLabelAreAReasonByTheirShare() {
    Candidate torn =
        worth(
            "a",
            answer("hat", 1, "shirt", 0),
            answer(2, ServingRole.SHADOW, "shirt", 1),
            answer(3, ServingRole.SHADOW, "hat", 1));

    assertThat(torn.reasons()).containsExactly(Reason.DISAGREEMENT);
    assertThat(torn.score()).isCloseTo(0.3 * 0.5, EXACTLY);
  }

  @Test
  void aLabelThatIsNotProbableIsAReasonThoughNoSecondOneWasPublished() {
    Candidate unsure = worth("a", answer(1, ServingRole.PRIMARY, "hat", 0.4));

    assertThat(unsure.reasons()).containsExactly(Reason.CONFIDENCE);
    assertThat(unsure.margin()).isCloseTo(0.4, EXACTLY);
  }

  @Test
  void anImageUnlikeWhatTheVersionWasTestedOnIsAReason() {
    Candidate strange = worth("a", binned(4, 9, 0));
    Candidate usual = worth("a", binned(4, 5, 4));

    assertThat(strange.reasons()).containsExactly(Reason.DRIFT);
    assertThat(strange.unlike()).isCloseTo(0.8, EXACTLY);
    assertThat(usual.reasons()).isEmpty();
    assertThat(usual.unlike()).isNull();
  }

  @Test
  void whereNobodyKnowsWhatAVersionWasTestedOnNothingIsStrange() {
    assertThat(worth("a", binned(1, 9, 9)).reasons()).isEmpty();
    assertThat(worth("a", binned(4, 9)).reasons()).isEmpty();
    assertThat(worth("a", binned(4, 9, 10)).reasons()).isEmpty();
  }

  @Test
  void whatHasALabelOrNoAnswerIsNotRanked() {
    ImageView labeled =
        view("a", answer("hat", 0.5, "shirt", 0.5)).relabeled(Events.labeled("a", "hat", 1));
    ImageView waiting = new ImageView("b", Events.uploaded("b", 1), List.of(), null, null, false);
    CandidatePools best = new CandidatePools(WORTH, 10, 10);

    best.consider(labeled);
    best.consider(waiting);

    assertThat(best.ranking(Set.of(0)))
        .isEqualTo(new Ranking(Set.of(0), 0, List.of(), List.of(), List.of(), List.of()));
  }

  @Test
  void theBestOfAllPartitionsComeFirstAndAllThatWereRankedAreCounted() {
    CandidatePools here = new CandidatePools(WORTH, 2, 10);
    CandidatePools there = new CandidatePools(WORTH, 2, 10);
    here.consider(view("clear", answer("hat", 0.9, "shirt", 0.1)));
    here.consider(view("close", answer("hat", 0.5, "shirt", 0.5)));
    here.consider(view("clearest", answer("hat", 1, "shirt", 0)));
    there.consider(view("nearly", answer("hat", 0.6, "shirt", 0.4)));

    Ranking all = Ranking.merge(List.of(here.ranking(Set.of(0)), there.ranking(Set.of(1, 2))), 2);

    assertThat(all.best()).extracting(Candidate::imageId).containsExactly("close", "nearly");
    assertThat(all.considered()).isEqualTo(4);
    assertThat(all.partitions()).containsExactlyInAnyOrder(0, 1, 2);
  }

  private static Candidate worth(String id, ImageClassified... answers) {
    return WORTH.of(view(id, answers)).orElseThrow();
  }

  private static ImageView view(String id, ImageClassified... answers) {
    return new ImageView(id, null, List.of(answers), null, null, false);
  }

  private static ImageClassified answer(
      String first, double probability, String second, double less) {
    return answer(
        1,
        ServingRole.PRIMARY,
        List.of(new Prediction(first, probability), new Prediction(second, less)));
  }

  private static ImageClassified answer(
      int version, ServingRole role, String label, double probability) {
    return answer(version, role, new ArrayList<>(List.of(new Prediction(label, probability))));
  }

  private static FeatureReference reference() {
    List<Double> edges = IntStream.range(1, 10).mapToObj(i -> (double) i).toList();
    FeatureReference.Group group = new FeatureReference.Group(edges, Collections.nCopies(10, 10L));
    return new FeatureReference(List.of(group, group));
  }

  private static ImageClassified binned(int version, Integer... bins) {
    return answer(version, ServingRole.PRIMARY, List.of(new Prediction("hat", 1)), List.of(bins));
  }

  private static ImageClassified answer(int version, ServingRole role, List<Prediction> labels) {
    return answer(version, role, labels, null);
  }

  private static ImageClassified answer(
      int version, ServingRole role, List<Prediction> labels, List<Integer> bins) {
    return new ImageClassified(
        "a",
        new ObjectRef("weft", "uploads/a", 3, "a".repeat(64)),
        new ModelRef("clothing", version),
        role,
        labels,
        "onnx-cpu",
        new Timings(0.1, 0.1, 0.1, 0.1),
        Events.at(0),
        Events.at(version),
        Map.of(),
        bins,
        null,
        null);
  }
}
