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
 * When one version's answers are uncertain: by the rules that it came with, and by thresholds that
 * the model's policy may change while it serves. Thread-safe.
 */
public final class AnswerUncertainty {

  private final Optional<UncertaintyRules> rules;
  private volatile Optional<UncertaintyThresholds> thresholds;

  private AnswerUncertainty(Optional<UncertaintyRules> rules) {
    this.rules = rules;
    follow(UncertaintyPolicy.OF_VERSION);
  }

  /** Of a version with such rules, under the thresholds that it was published with. */
  public static AnswerUncertainty by(UncertaintyRules rules) {
    return new AnswerUncertainty(Optional.of(rules));
  }

  /** Of a version that came without rules: nothing is said until a policy names thresholds. */
  public static AnswerUncertainty unsaid() {
    return new AnswerUncertainty(Optional.empty());
  }

  /** From now on the policy says when. */
  public void follow(UncertaintyPolicy policy) {
    thresholds = UncertaintyRules.under(policy, rules);
  }

  /** Whether anything is said of answers now. */
  public boolean isSaid() {
    return thresholds.isPresent();
  }

  /** Whether pooled features are scored. */
  public boolean hasScore() {
    return rules.map(UncertaintyRules::hasScore).orElse(false);
  }

  /**
   * How unlike an image is to what the version learned from.
   *
   * @param features pooled
   * @throws IllegalStateException if there is no score
   * @throws EngineException if the score is not finite
   */
  double score(float[] features) {
    double score =
        rules
            .flatMap(own -> own.score(features).stream().boxed().findFirst())
            .orElseThrow(() -> new IllegalStateException("there is no outlier score"));
    if (!Double.isFinite(score)) {
      throw new EngineException("the engine gave features with the outlier score " + score);
    }
    return score;
  }

  /**
   * How far an answer is to be relied on; null if nothing is said.
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
