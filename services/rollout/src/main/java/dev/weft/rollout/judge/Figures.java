package dev.weft.rollout.judge;

import dev.weft.events.model.ModelMeasured.Moments;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What a version did to live images, over all partitions and some time. Not to be changed once it
 * is made; histograms are not copied.
 *
 * @param images that it classified
 * @param failures that its engine failed on
 * @param rejections that were rejected while they were prepared for it
 * @param inferMicros of the engine's runs
 * @param endToEndMicros from upload to answer
 * @param confidence probability of the predicted label
 * @param entropy of the predictions, in nats
 * @param labels images by predicted label
 * @param compared images that another version classified too
 * @param agreed those of them with the same label
 * @param labeled images that people have labeled since
 * @param right those of them with that label predicted
 */
public record Figures(
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
    long right) {

  /** What takes longer counts as an hour. */
  public static final long MAX_MICROS = 3_600_000_000L;

  public Figures {
    Objects.requireNonNull(inferMicros, "inferMicros");
    Objects.requireNonNull(endToEndMicros, "endToEndMicros");
    Objects.requireNonNull(confidence, "confidence");
    Objects.requireNonNull(entropy, "entropy");
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** Of no images. */
  public static Figures none() {
    return new Figures(
        0, 0, 0, histogram(), histogram(), Moments.NONE, Moments.NONE, Map.of(), 0, 0, 0, 0);
  }

  /** An empty histogram of microseconds, 1 to an hour, that keeps three digits. */
  public static Histogram histogram() {
    return new Histogram(1, MAX_MICROS, 3);
  }
}
