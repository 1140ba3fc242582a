package dev.weft.rollout.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.model.ModelDrifted;
import dev.weft.events.model.ModelDrifted.Of;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingTrigger;
import dev.weft.modelstore.reference.FeatureReference;
import dev.weft.modelstore.reference.FeatureReference.Group;
import dev.weft.modelstore.reference.Reference;
import dev.weft.rollout.measure.BinCounts;
import dev.weft.rollout.measure.LiveSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DriftRoundTest {

  private static final ModelRef MODEL = new ModelRef("clothing", 3);
  private static final List<List<Long>> BINS = List.of(List.of(100L, 100L), List.of(150L, 50L));
  private static final Reference EVEN =
      new Reference(
          Map.of("hat", 200L, "shirt", 200L),
          new FeatureReference(BINS.stream().map(bins -> new Group(List.of(0.5), bins)).toList()));

  private final List<WeftEvent> published = new ArrayList<>();
  private final Map<Of, Double> indices = new EnumMap<>(Of.class);
  private final Alarms alarms = new Alarms();
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private LiveSample sample = sample(250, 250);

  @Test
  void imagesLikeTheTestImagesAreNoDrift() {
    look(true);

    assertThat(published).isEmpty();
    assertThat(alarms.isOn(MODEL, Of.LABELS)).isFalse();
  }

  @Test
  void eachEvaluationOfEnoughImagesIsReportedWhetherTheyHaveDriftedOrNot() {
    look(true);
    assertThat(indices.get(Of.LABELS)).isBetween(0.0, 0.1);

    sample = sample(425, 75);
    look(true);
    assertThat(indices.get(Of.LABELS)).isGreaterThan(0.25);

    indices.clear();
    sample = sample(3, 2);
    look(true);
    assertThat(indices).doesNotContainKey(Of.LABELS);
  }

  @Test
  void aDriftIsSaidOnceAndAsksForOneTraining() {
    sample = sample(425, 75);
    look(true);
    look(true);

    assertThat(published).hasSize(2);
    TrainingRequested training = (TrainingRequested) published.get(0);
    assertThat(training.trainingId()).isEqualTo("drift-clothing-3-2026-11-24");
    assertThat(training.trigger()).isEqualTo(TrainingTrigger.DRIFT);
    ModelDrifted drifted = (ModelDrifted) published.get(1);
    assertThat(drifted.model()).isEqualTo(MODEL);
    assertThat(drifted.of()).isEqualTo(ModelDrifted.Of.LABELS);
    assertThat(drifted.index()).isGreaterThan(drifted.threshold());
    assertThat(drifted.images()).isEqualTo(500);
    assertThat(drifted.from()).isEqualTo(sample.from());
    assertThat(drifted.trainingId()).isEqualTo(training.trainingId());
  }

  @Test
  void withoutThePolicysWordNothingIsTrained() {
    sample = sample(425, 75);
    look(false);

    assertThat(published).hasSize(1);
    assertThat(((ModelDrifted) published.get(0)).trainingId()).isNull();
  }

  @Test
  void anIndexThatWaversAboutTheThresholdIsOneDriftAndOneThatComesBackAnother() {
    sample = sample(380, 120);
    look(false);
    sample = sample(368, 132);
    look(false);
    sample = sample(380, 120);
    look(false);
    assertThat(published).hasSize(1);

    sample = sample(260, 240);
    look(false);
    assertThat(alarms.isOn(MODEL, Of.LABELS)).isFalse();
    now = now.plusSeconds(60);
    sample = sample(380, 120);
    look(false);

    assertThat(published).hasSize(2);
  }

  @Test
  void fewImagesOrNoTestImagesSayNothing() {
    sample = sample(499, 0);
    look(true);
    sample = sample(500, 0);
    var none = new DriftTarget(MODEL, policy(true), new Reference(Map.of()));
    round(published::addAll).run(List.of(none));

    assertThat(published).isEmpty();
  }

  @Test
  void aDriftThatCouldNotBeSaidIsSaidTheNextTime() {
    sample = sample(425, 75);
    DriftRound broken =
        round(
            events -> {
              throw new IllegalStateException("the broker is away");
            });

    assertThatThrownBy(() -> broken.run(List.of(watched(true)))).hasMessageContaining("away");
    look(true);

    assertThat(published).hasSize(2);
  }

  @Test
  void aDriftThatAnEarlierProcessSaidIsNotSaidAgain() {
    alarms.begun(MODEL, Of.LABELS, now.minusSeconds(3_600));
    sample = sample(425, 75);
    look(true);

    assertThat(published).isEmpty();
  }

  @Test
  void featuresThatHaveMovedAreADriftOfTheirOwn() {
    sample = sample(250, 250, List.of(List.of(480L, 20L), List.of(375L, 125L)));
    look(true);
    look(true);

    assertThat(published).hasSize(2);
    ModelDrifted drifted = (ModelDrifted) published.get(1);
    assertThat(drifted.of()).isEqualTo(Of.FEATURES);
    assertThat(drifted.index()).isGreaterThan(drifted.threshold());
    assertThat(drifted.images()).isEqualTo(500);
    assertThat(drifted.trainingId()).isEqualTo("drift-clothing-3-2026-11-24");
    assertThat(alarms.isOn(MODEL, Of.FEATURES)).isTrue();
    assertThat(alarms.isOn(MODEL, Of.LABELS)).isFalse();
  }

  @Test
  void labelsAndFeaturesThatMoveTogetherAskForTheSameTraining() {
    sample = sample(425, 75, List.of(List.of(480L, 20L), List.of(20L, 480L)));
    look(true);

    assertThat(published)
        .filteredOn(ModelDrifted.class::isInstance)
        .extracting(event -> ((ModelDrifted) event).of())
        .containsExactly(Of.LABELS, Of.FEATURES);
    assertThat(published)
        .filteredOn(TrainingRequested.class::isInstance)
        .extracting(event -> ((TrainingRequested) event).trainingId())
        .containsOnly("drift-clothing-3-2026-11-24");
  }

  @Test
  void anAlarmOfFeaturesEndsWhileThatOfLabelsLasts() {
    sample = sample(425, 75, List.of(List.of(480L, 20L), List.of(20L, 480L)));
    look(false);
    sample = sample(425, 75);
    now = now.plusSeconds(60);
    look(false);

    assertThat(alarms.isOn(MODEL, Of.FEATURES)).isFalse();
    assertThat(alarms.isOn(MODEL, Of.LABELS)).isTrue();
  }

  @Test
  void featuresOfFewImagesOfOtherBinsOrWithoutAReferenceSayNothing() {
    sample = sample(250, 250, List.of(List.of(499L), List.of(499L)));
    look(false);
    sample = sample(250, 250, List.of(List.of(500L)));
    look(false);
    sample = sample(250, 250, List.of(List.of(0L, 0L, 500L), List.of(500L)));
    look(false);
    sample = sample(250, 250, List.of(List.of(500L), List.of(500L)));
    var labelsOnly = new DriftTarget(MODEL, policy(false), new Reference(EVEN.labels()));
    round(published::addAll).run(List.of(labelsOnly));
    assertThat(published).isEmpty();

    look(false);
    assertThat(published).hasSize(1);
  }

  private void look(boolean retrain) {
    round(published::addAll).run(List.of(watched(retrain)));
  }

  private DriftRound round(Consumer<List<WeftEvent>> publisher) {
    return new DriftRound(
        (model, roles, images) -> {
          assertThat(roles).containsExactlyInAnyOrder(ServingRole.PRIMARY, ServingRole.CANARY);
          return sample;
        },
        alarms,
        publisher,
        (watched, of, index) -> indices.put(of, index),
        () -> now);
  }

  private static DriftTarget watched(boolean retrain) {
    return new DriftTarget(MODEL, policy(retrain), EVEN);
  }

  private static RolloutPolicy.Drift policy(boolean retrain) {
    return new RolloutPolicy.Drift(0.25, 500, retrain);
  }

  /** A sample whose features are distributed like those of the test images. */
  private static LiveSample sample(long hats, long shirts) {
    return sample(hats, shirts, List.of(List.of(250L, 250L), List.of(375L, 125L)));
  }

  private static LiveSample sample(long hats, long shirts, List<List<Long>> bins) {
    Instant from = Instant.parse("2026-11-24T11:00:00Z");
    return new LiveSample(
        Map.of("hat", hats, "shirt", shirts), new BinCounts(bins), from, from.plusSeconds(600));
  }
}
