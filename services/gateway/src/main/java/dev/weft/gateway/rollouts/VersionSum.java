package dev.weft.gateway.rollouts;

import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.ServingRole;
import dev.weft.gateway.rollouts.VersionFigures.Quantiles;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Sum of a version's windows. Not thread-safe. */
final class VersionSum {

  private static final double MICROS = 1e6;

  private final Map<ServingRole, Long> roles = new EnumMap<>(ServingRole.class);
  private final Histogram inferMicros = WindowLatencies.sum();
  private final Histogram endToEndMicros = WindowLatencies.sum();
  private long images;
  private long failures;
  private long rejections;
  private Moments confidence = Moments.NONE;
  private Moments entropy = Moments.NONE;
  private Share agreed = new Share(0, 0);
  private Share right = new Share(0, 0);
  private LabeledConfidence labeledAtRandom = LabeledConfidence.NONE;
  private LabeledConfidence labeledOtherwise = LabeledConfidence.NONE;

  void add(ServingRole role, Window window) {
    roles.merge(role, window.images(), Long::sum);
    images += window.images();
    failures += window.failures();
    rejections += window.rejections();
    window.inferSeconds().addTo(inferMicros);
    window.endToEndSeconds().addTo(endToEndMicros);
    confidence = confidence.plus(window.confidence());
    entropy = entropy.plus(window.entropy());
    agreed = agreed.plus(window.agreed());
    right = right.plus(window.right());
    labeledAtRandom = labeledAtRandom.plus(window.labeledAtRandom());
    labeledOtherwise = labeledOtherwise.plus(window.labeledOtherwise());
  }

  VersionFigures figures(int version) {
    return new VersionFigures(
        version,
        roles,
        images,
        failures,
        rejections,
        quantiles(inferMicros),
        quantiles(endToEndMicros),
        confidence,
        entropy,
        agreed,
        right,
        ModelMeasured.estimate(confidence, labeledAtRandom, labeledOtherwise));
  }

  private static Quantiles quantiles(Histogram micros) {
    if (micros.getTotalCount() == 0) {
      return new Quantiles(null, null, null);
    }
    return new Quantiles(seconds(micros, 50), seconds(micros, 95), seconds(micros, 99));
  }

  private static double seconds(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / MICROS;
  }
}
