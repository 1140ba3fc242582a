package dev.weft.classifier.inflight;

import dev.weft.events.image.Prediction;
import dev.weft.events.image.Uncertainty;
import dev.weft.events.image.UncertaintyReason;
import dev.weft.events.rollout.UncertaintyPolicy;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.modelstore.uncertainty.UncertaintyThresholds;
import dev.weft.xception.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which answers of one version are uncertain, by the rules of its bundle and by thresholds
 * that the model's policy may change while it serves. Thread-safe.
 */
public final class AnswerUncertainty {

  private final Optional<UncertaintyRules> rules;
  private volatile Optional<UncertaintyThresholds> thresholds;

  private AnswerUncertainty(Optional<UncertaintyRules> rules) {
    this.rules = rules;
    follow(UncertaintyPolicy.OF_VERSION);
  }

  /** For a version with rules, initially with the thresholds that it was published with. */
  public static AnswerUncertainty by(UncertaintyRules rules) {
    return new AnswerUncertainty(Optional.of(rules));
  }

  /** For a version without rules: answers have no uncertainty until a policy sets thresholds. */
  public static AnswerUncertainty unreported() {
    return new AnswerUncertainty(Optional.empty());
  }

  /** Applies the policy's thresholds from now on. */
  public void follow(UncertaintyPolicy policy) {
    thresholds = UncertaintyRules.under(policy, rules);
  }

  /** Whether answers have an uncertainty now. */
  public boolean isReported() {
    return thresholds.isPresent();
  }

  /** Whether pooled features are scored. */
  public boolean hasScore() {
    return rules.map(UncertaintyRules::hasScore).orElse(false);
  }

  /**
   * Scores how much an image differs from the training images.
   *
   * @param features pooled
   * @throws IllegalStateException if there is no score
   * @throws EngineException if the score is not finite
   */
  double score(float[] features) {
    double score =
        rules
            .flatMap(own -> own.score(features).stream().boxed().findFirst())
            .orElseThrow(() -> new IllegalStateException("the version has no outlier score"));
    if (!Double.isFinite(score)) {
      throw new EngineException("the outlier score of the engine's features is " + score);
    }
    return score;
  }

  /**
   * The uncertainty of an answer; null if answers have none.
   *
   * @param best its most probable label
   * @param score its image's; null if there is none
   */
  Uncertainty of(Prediction best, Double score) {
    return thresholds.map(now -> of(now, best, score)).orElse(null);
  }

  private static Uncertainty of(UncertaintyThresholds now, Prediction best, Double score) {
    List<UncertaintyReason> reasons = new ArrayList<>(2);
    if (now.isLowConfidence(best.label(), best.probability())) {
      reasons.add(UncertaintyReason.LOW_CONFIDENCE);
    }
    if (score != null && now.isUnlike(score)) {
      reasons.add(UncertaintyReason.UNLIKE_TRAINING_DATA);
    }
    return new Uncertainty(reasons, score);
  }
}
