package dev.weft.rollout.judge;

import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.Moments;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Draws figures of a version with a given quality, image by image, from a seed. */
final class Draws {

  static final String[] LABELS = {"dress", "hat", "pants", "shirt", "shoes"};

  private final Random random;
  private final Histogram micros = MeasuredFigures.histogram();
  private final Map<String, Long> labels = new TreeMap<>();
  private Moments confidence = Moments.NONE;
  private long images;
  private long failures;
  private long labeled;
  private long right;

  Draws(Random random) {
    this.random = random;
  }

  /** Adds an image whose time is lognormal with this median. */
  Draws image(double medianMicros) {
    images++;
    micros.recordValue(Math.round(medianMicros * Math.exp(0.4 * random.nextGaussian())));
    confidence = confidence.plus(0.5 + random.nextDouble() / 2);
    labels.merge(LABELS[random.nextInt(LABELS.length)], 1L, Long::sum);
    return this;
  }

  Draws imageOrFailure(double failureRate) {
    if (random.nextDouble() < failureRate) {
      failures++;
      return this;
    }
    return image(100_000);
  }

  /** Adds a label; the version was right with the given probability. */
  Draws label(double accuracy) {
    labeled++;
    right += random.nextDouble() < accuracy ? 1 : 0;
    return this;
  }

  Draws labels(int count, double accuracy) {
    for (int i = 0; i < count; i++) {
      label(accuracy);
    }
    return this;
  }

  MeasuredFigures figures() {
    return new MeasuredFigures(
        images,
        failures,
        0,
        micros,
        micros,
        confidence,
        Moments.NONE,
        labels,
        0,
        0,
        labeled,
        right,
        LabeledConfidence.NONE,
        LabeledConfidence.NONE,
        Map.of());
  }
}
