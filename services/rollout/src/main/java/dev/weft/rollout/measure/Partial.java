package dev.weft.rollout.measure;

import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.LabeledPairs;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.rollout.judge.interval.PairedLabels;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** A measurement as kept in memory: without its keys, and with shared label strings. */
record Partial(
    Instant to,
    long images,
    long failures,
    long rejections,
    HeldLatencies infer,
    HeldLatencies endToEnd,
    Moments confidence,
    Moments entropy,
    Map<String, Long> labels,
    BinCounts features,
    WindowStats.Pairs compared,
    WindowStats.Pairs labeled,
    LabeledConfidence labeledAtRandom,
    LabeledConfidence labeledOtherwise,
    Map<Integer, PairedLabels> pairs) {

  /**
   * Approximate bytes of a measurement without latencies and labels on a 64-bit JVM, including its
   * map entry.
   */
  private static final int OVERHEAD = 512;

  private static final int LABEL = 48;

  private static final int BIN = 20;

  private static final int PAIR = 96;

  private static final int LABELED = 256;

  /** Converts an event. */
  static Partial of(ModelMeasured event) {
    return new Partial(
        event.to(),
        event.images(),
        event.failures(),
        event.rejections(),
        new HeldLatencies(event.inferSeconds()),
        new HeldLatencies(event.endToEndSeconds()),
        event.confidence(),
        event.entropy(),
        event.labels().entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(e -> e.getKey().intern(), Map.Entry::getValue)),
        BinCounts.of(event.featureBins()),
        new WindowStats.Pairs(event.compared(), event.agreed()),
        new WindowStats.Pairs(event.labeled(), event.right()),
        held(event.labeledAtRandom()),
        held(event.labeledOtherwise()),
        event.pairs().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    LabeledPairs::against, Partial::pairs, PairedLabels::plus)));
  }

  /** Shares one empty instance, since most windows have no labels. */
  private static LabeledConfidence held(LabeledConfidence labeled) {
    return labeled.confidence().count() == 0 ? LabeledConfidence.NONE : labeled;
  }

  private static PairedLabels pairs(LabeledPairs pairs) {
    return new PairedLabels(
        pairs.bothRight(), pairs.onlyRight(), pairs.onlyOtherRight(), pairs.neitherRight());
  }

  /** Approximate memory in bytes. */
  int bytes() {
    return OVERHEAD
        + infer.bytes()
        + endToEnd.bytes()
        + LABEL * labels.size()
        + BIN * features.size()
        + PAIR * pairs.size()
        + (labeled.all() > 0 ? LABELED : 0);
  }
}
