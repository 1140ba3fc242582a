package dev.weft.rollout.drift;

import dev.weft.events.model.ModelDrifted;
import dev.weft.events.model.ModelDrifted.Of;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingTrigger;
import dev.weft.modelstore.reference.Reference;
import dev.weft.rollout.judge.FeatureShift;
import dev.weft.rollout.judge.LabelShift;
import dev.weft.rollout.measure.LiveSample;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Detects whether live images have drifted from the test images, by the version's predicted labels
 * and by its pooled features. A drift begins when the index rises above the policy's threshold and
 * ends when it falls below four fifths of it; this hysteresis makes one drift of an index that
 * oscillates about the threshold. Pure.
 */
final class DriftWatch {

  private static final double END = 0.8;

  /** Any value will do: only the estimate is used, which does not depend on the confidence. */
  private static final double CONFIDENCE = 0.95;

  private DriftWatch() {}

  /**
   * Evaluates a sample.
   *
   * @param of what may have drifted
   * @param isOn whether such a drift of this version has begun and not ended
   */
  static DriftResult evaluate(
      DriftTarget watched, Of of, LiveSample sample, boolean isOn, Instant now) {
    RolloutPolicy.Drift policy = watched.policy();
    long images = of == Of.LABELS ? sample.images() : sample.features().images();
    double index = index(watched.reference(), of, sample);
    if (images < policy.minimumImages() || Double.isNaN(index)) {
      return new DriftResult.TooFew(images);
    }
    if (!isOn && index > policy.threshold()) {
      return begun(watched, of, sample, index, images, now);
    }
    return isOn && index < END * policy.threshold()
        ? new DriftResult.Ended(index)
        : new DriftResult.Unchanged(index);
  }

  private static double index(Reference reference, Of of, LiveSample sample) {
    return switch (of) {
      case LABELS -> LabelShift.of(sample.labels(), reference.labels(), CONFIDENCE).value();
      case FEATURES ->
          reference.features() == null
              ? Double.NaN
              : FeatureShift.of(sample.features().groups(), reference.features().images());
    };
  }

  private static DriftResult begun(
      DriftTarget watched, Of of, LiveSample sample, double index, long images, Instant now) {
    Optional<TrainingRequested> training =
        watched.policy().retrain() ? Optional.of(training(watched, now)) : Optional.empty();
    var event =
        new ModelDrifted(
            watched.model(),
            of,
            index,
            watched.policy().threshold(),
            images,
            sample.from(),
            sample.to(),
            training.map(TrainingRequested::trainingId).orElse(null),
            now);
    return new DriftResult.Begun(event, training);
  }

  /**
   * The id is unique per day, so that there is at most one training a day whatever drifted and
   * whichever replica requests it.
   */
  private static TrainingRequested training(DriftTarget watched, Instant now) {
    String id =
        "drift-%s-%d-%s"
            .formatted(
                watched.model().name(),
                watched.model().version(),
                now.atOffset(ZoneOffset.UTC).toLocalDate());
    return new TrainingRequested(
        id, watched.model().name(), TrainingTrigger.DRIFT, null, null, now);
  }
}
