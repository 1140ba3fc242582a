package dev.weft.rollout.judge;

import dev.weft.base.AccuracyEstimate;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.rollout.judge.interval.PairedLabels;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Figures of a version on live images, over all partitions and a period. Must not be modified once
 * constructed; histograms are not copied.
 *
 * @param images that it classified
 * @param failures images that its engine failed on
 * @param rejections images that were rejected while they were prepared for it
 * @param inferMicros durations of the engine's runs
 * @param endToEndMicros durations from upload to answer
 * @param confidence probability of the predicted label
 * @param entropy of the predictions, in nats
 * @param labels images by predicted label
 * @param compared images that another version classified too
 * @param agreed those of them with the same label
 * @param labeled images that people have labeled since
 * @param right those of them with that label predicted
 * @param labeledAtRandom confidences of the labeled images that were drawn at random to be labeled
 * @param labeledOtherwise confidences of the other labeled images
 * @param pairs the labeled images that another version of the model classified too, by its number
 */
public record MeasuredFigures(
    long images,
    long failures,
    long rejections,
    Histogram inferMicros,
    Histogram endToEndMicros,
    Moments confidence,
    Moments entropy,
    Map<String, Long> labels,
    long compared,
    long agreed,
    long labeled,
    long right,
    LabeledConfidence labeledAtRandom,
    LabeledConfidence labeledOtherwise,
    Map<Integer, PairedLabels> pairs) {

  /** Longer durations count as one hour. */
  public static final long MAX_MICROS = 3_600_000_000L;

  public MeasuredFigures {
    Objects.requireNonNull(inferMicros, "inferMicros");
    Objects.requireNonNull(endToEndMicros, "endToEndMicros");
    Objects.requireNonNull(confidence, "confidence");
    Objects.requireNonNull(entropy, "entropy");
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    pairs = Map.copyOf(pairs);
  }

  /** Figures without any image. */
  public static MeasuredFigures none() {
    return ofLabels(0, 0);
  }

  /**
   * Figures with labels only.
   *
   * @param labeled number of labeled images
   * @param right number of those that were predicted correctly
   */
  public static MeasuredFigures ofLabels(long labeled, long right) {
    return new MeasuredFigures(
        0,
        0,
        0,
        histogram(),
        histogram(),
        Moments.NONE,
        Moments.NONE,
        Map.of(),
        0,
        0,
        labeled,
        right,
        LabeledConfidence.NONE,
        LabeledConfidence.NONE,
        Map.of());
  }

  /** Estimated accuracy on all images that the version answered. */
  public AccuracyEstimate estimatedAccuracy() {
    return ModelMeasured.estimate(confidence, labeledAtRandom, labeledOtherwise);
  }

  /** The labeled images that another version of the model classified too. */
  public PairedLabels pairsWith(int version) {
    return pairs.getOrDefault(version, PairedLabels.NONE);
  }

  /** An empty histogram of microseconds, 1 to an hour, with three significant digits. */
  public static Histogram histogram() {
    return new Histogram(1, MAX_MICROS, 3);
  }
}
