package dev.weft.rollout.measure;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.ServingRole;
import dev.weft.rollout.judge.MeasuredFigures;
import dev.weft.rollout.judge.interval.PairedLabels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The newest measurement of each version, role, partition and window, and their sums. Bounded:
 * drops measurements that are older than the retention, and the oldest windows when all together
 * take too much memory. Thread-safe.
 */
final class Measurements {

  private final Duration remember;
  private final long mostBytes;
  private final InstantSource clock;
  private final Map<ModelRef, NavigableMap<Part, Partial>> models = new HashMap<>();
  private long bytes;

  /**
   * @param remember longest age of a window
   * @param mostBytes approximate memory for all measurements
   */
  Measurements(Duration remember, long mostBytes, InstantSource clock) {
    this.remember = remember;
    this.mostBytes = mostBytes;
    this.clock = clock;
  }

  /** Key of a version's measurement, ordered by time. */
  private record Part(Instant from, ServingRole role, int partition) implements Comparable<Part> {
    private static final Comparator<Part> ORDER =
        Comparator.comparing(Part::from)
            .thenComparing(Part::role)
            .thenComparingInt(Part::partition);

    @Override
    public int compareTo(Part other) {
      return ORDER.compare(this, other);
    }
  }

  /** Replaces the earlier measurement of the same window. */
  synchronized void accept(ModelMeasured event) {
    var part = new Part(event.from(), event.role(), event.partition());
    var partial = Partial.of(event);
    Partial before =
        models.computeIfAbsent(event.model(), model -> new TreeMap<>()).put(part, partial);
    bytes += partial.bytes() - (before == null ? 0 : before.bytes());
    forget();
  }

  private void forget() {
    Instant oldest = clock.instant().minus(remember);
    for (NavigableMap<Part, Partial> parts : models.values()) {
      while (!parts.isEmpty() && parts.firstKey().from().isBefore(oldest)) {
        dropFirst(parts);
      }
    }
    models.values().removeIf(Map::isEmpty);
    while (bytes > mostBytes) {
      dropFirst(Collections.min(models.values(), Comparator.comparing(NavigableMap::firstKey)));
      models.values().removeIf(Map::isEmpty);
    }
  }

  private void dropFirst(NavigableMap<Part, Partial> parts) {
    bytes -= parts.pollFirstEntry().getValue().bytes();
  }

  /**
   * Figures of a version in all windows that end after a moment, summed over all partitions.
   * Rejections count for any roles, since their event does not contain the version's role.
   */
  synchronized MeasuredFigures figures(ModelRef model, Set<ServingRole> roles, Instant since) {
    var sum = new Sum();
    models
        .getOrDefault(model, new TreeMap<>())
        .forEach(
            (part, partial) -> {
              if (partial.to().isAfter(since)) {
                sum.add(partial, roles.contains(part.role()));
              }
            });
    return sum.figures();
  }

  /**
   * A version's most recent predictions: the newest windows, each in full, until they have the
   * given number of images or there are no more.
   */
  synchronized LiveSample newest(ModelRef model, Set<ServingRole> roles, long images) {
    var sample = LiveSample.NONE;
    for (var entry : models.getOrDefault(model, new TreeMap<>()).descendingMap().entrySet()) {
      boolean enough = sample.images() >= images;
      if (enough && entry.getKey().from().isBefore(sample.from())) {
        break;
      }
      Partial partial = entry.getValue();
      if (roles.contains(entry.getKey().role()) && partial.images() > 0) {
        sample = sample.plus(partial, entry.getKey().from());
      }
    }
    return sample;
  }

  /** Sums partial measurements. */
  private static final class Sum {
    private final Histogram infer = MeasuredFigures.histogram();
    private final Histogram endToEnd = MeasuredFigures.histogram();
    private final Map<String, Long> labels = new TreeMap<>();
    private Moments confidence = Moments.NONE;
    private Moments entropy = Moments.NONE;
    private long images;
    private long failures;
    private long rejections;
    private long compared;
    private long agreed;
    private long labeled;
    private long right;
    private LabeledConfidence labeledAtRandom = LabeledConfidence.NONE;
    private LabeledConfidence labeledOtherwise = LabeledConfidence.NONE;
    private final Map<Integer, PairedLabels> pairs = new TreeMap<>();

    void add(Partial partial, boolean wanted) {
      rejections += partial.rejections();
      if (!wanted) {
        return;
      }
      images += partial.images();
      failures += partial.failures();
      partial.infer().addTo(infer);
      partial.endToEnd().addTo(endToEnd);
      confidence = confidence.plus(partial.confidence());
      entropy = entropy.plus(partial.entropy());
      partial.labels().forEach((label, count) -> labels.merge(label, count, Long::sum));
      compared += partial.compared().all();
      agreed += partial.compared().same();
      labeled += partial.labeled().all();
      right += partial.labeled().same();
      labeledAtRandom = labeledAtRandom.plus(partial.labeledAtRandom());
      labeledOtherwise = labeledOtherwise.plus(partial.labeledOtherwise());
      partial.pairs().forEach((against, more) -> pairs.merge(against, more, PairedLabels::plus));
    }

    MeasuredFigures figures() {
      return new MeasuredFigures(
          images,
          failures,
          rejections,
          infer,
          endToEnd,
          confidence,
          entropy,
          labels,
          compared,
          agreed,
          labeled,
          right,
          labeledAtRandom,
          labeledOtherwise,
          pairs);
    }
  }
}
