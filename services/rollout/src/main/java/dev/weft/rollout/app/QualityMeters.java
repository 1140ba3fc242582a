package dev.weft.rollout.app;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ModelDrifted.Of;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.rollout.control.ControlListener;
import dev.weft.rollout.drift.DriftListener;
import dev.weft.rollout.drift.DriftTarget;
import dev.weft.rollout.judge.Judge;
import dev.weft.rollout.judge.MeasuredFigures;
import dev.weft.rollout.judge.interval.Interval;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Meters under {@code weft.rollout.version} and {@code weft.rollout.drift}: recent figures of the
 * versions that serve or are being rolled out, and how far live images have drifted from the
 * training's. Only models that this replica owns have meters; NaN stands for an unknown value.
 * Thread-safe: rollouts and drift are evaluated on different threads.
 */
final class QualityMeters implements ControlListener, DriftListener {

  private static final double CONFIDENCE = 0.95;

  private final MeterRegistry registry;
  private final RecentFigures recent;
  private final List<Shown> shown;
  private final KeyedGauge<DriftSeries> index;
  private final KeyedGauge<DriftSeries> threshold;
  private final Map<DriftSeries, DriftReading> readings = new HashMap<>();
  private Set<ModelRef> versions = Set.of();

  private record Shown(KeyedGauge<ModelRef> gauge, ToDoubleFunction<MeasuredFigures> value) {}

  private record DriftSeries(ModelRef version, Of of) {}

  private record DriftReading(double index, double threshold) {}

  QualityMeters(MeterRegistry registry, RecentFigures recent) {
    this.registry = registry;
    this.recent = recent;
    this.shown = Stream.concat(figures(), estimates()).toList();
    this.index =
        drift(
            "weft.rollout.drift.index",
            "Population stability index of live images relative to the training data");
    this.threshold =
        drift(
            "weft.rollout.drift.threshold",
            "Population stability index above which images have drifted");
  }

  private Stream<Shown> figures() {
    return Stream.of(
        shown(
            "weft.rollout.version.images",
            "Number of images that the version classified",
            null,
            MeasuredFigures::images),
        shown(
            "weft.rollout.version.labeled",
            "Number of those images that are labeled",
            null,
            MeasuredFigures::labeled),
        ratio(
            "weft.rollout.version.accuracy",
            "Accuracy on the labeled images",
            f -> accuracy(f).value()),
        ratio(
            "weft.rollout.version.accuracy.low",
            "Lower bound of the 95 % confidence interval of the accuracy",
            f -> accuracy(f).low()),
        ratio(
            "weft.rollout.version.accuracy.high",
            "Upper bound of the 95 % confidence interval of the accuracy",
            f -> accuracy(f).high()),
        ratio(
            "weft.rollout.version.agreement",
            "Fraction of the images on which another version predicts the same label",
            f -> measure(RolloutMetric.AGREEMENT, f).value()),
        ratio(
            "weft.rollout.version.confidence",
            "Mean probability of the predicted label",
            f -> measure(RolloutMetric.CONFIDENCE, f).value()),
        shown(
            "weft.rollout.version.entropy",
            "Mean entropy of the predictions, in nats",
            "nats",
            f -> measure(RolloutMetric.ENTROPY, f).value()));
  }

  private Stream<Shown> estimates() {
    return Stream.of(
        ratio(
            "weft.rollout.version.accuracy.estimated",
            "Estimated accuracy on all images, from confidences corrected by labels",
            f -> f.estimatedAccuracy().value()),
        ratio(
            "weft.rollout.version.accuracy.estimated.low",
            "Lower bound of the 95 % confidence interval of the estimated accuracy",
            f -> f.estimatedAccuracy().low().orElse(Double.NaN)),
        ratio(
            "weft.rollout.version.accuracy.estimated.high",
            "Upper bound of the 95 % confidence interval of the estimated accuracy",
            f -> f.estimatedAccuracy().high().orElse(Double.NaN)),
        ratio(
            "weft.rollout.version.accuracy.estimated.bias",
            "Accuracy minus mean confidence on labeled images; 0 if calibrated",
            f -> f.estimatedAccuracy().bias()));
  }

  private Shown ratio(String name, String description, ToDoubleFunction<MeasuredFigures> value) {
    return shown(name, description, "ratio", value);
  }

  private Shown shown(
      String name, String description, String unit, ToDoubleFunction<MeasuredFigures> value) {
    return new Shown(
        new KeyedGauge<>(registry, name, description, unit, QualityMeters::tags), value);
  }

  private KeyedGauge<DriftSeries> drift(String name, String description) {
    return new KeyedGauge<>(registry, name, description, null, QualityMeters::tags);
  }

  private static Interval accuracy(MeasuredFigures figures) {
    return measure(RolloutMetric.ACCURACY, figures);
  }

  private static Interval measure(RolloutMetric metric, MeasuredFigures figures) {
    return Judge.measure(metric, CONFIDENCE, figures);
  }

  @Override
  public synchronized void round(Collection<ModelState> states, boolean joined) {
    Set<ModelRef> now = new HashSet<>();
    for (ModelState state : states) {
      if (state instanceof Served served) {
        now.add(new ModelRef(served.model(), served.servingState().serving()));
        served.candidate().ifPresent(version -> now.add(new ModelRef(served.model(), version)));
      }
    }
    if (!now.equals(versions)) {
      versions = now;
      recent.retain(now);
      shown.forEach(one -> show(one, now));
      readings.keySet().removeIf(series -> !now.contains(series.version()));
      showReadings();
    }
  }

  private void show(Shown one, Set<ModelRef> now) {
    Map<ModelRef, DoubleSupplier> rows = new HashMap<>();
    for (ModelRef version : now) {
      rows.put(version, () -> one.value().applyAsDouble(recent.of(version)));
    }
    one.gauge().show(rows);
  }

  @Override
  public synchronized void evaluated(DriftTarget watched, Of of, double stabilityIndex) {
    if (versions.contains(watched.model())) {
      readings.put(
          new DriftSeries(watched.model(), of),
          new DriftReading(stabilityIndex, watched.policy().threshold()));
      showReadings();
    }
  }

  private void showReadings() {
    showReadings(index, DriftReading::index);
    showReadings(threshold, DriftReading::threshold);
  }

  private void showReadings(KeyedGauge<DriftSeries> gauge, ToDoubleFunction<DriftReading> value) {
    Map<DriftSeries, DoubleSupplier> rows = new HashMap<>();
    readings.forEach((series, reading) -> rows.put(series, () -> value.applyAsDouble(reading)));
    gauge.show(rows);
  }

  private static Tags tags(DriftSeries series) {
    return tags(series.version()).and("of", series.of().name().toLowerCase(Locale.ROOT));
  }

  private static Tags tags(ModelRef version) {
    return Tags.of("model", version.name(), "version", Integer.toString(version.version()));
  }
}
