package dev.weft.rollout.measure;

import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.LabeledPairs;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.rollout.judge.interval.PairedLabels;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** A measurement as it is held: without its keys, and with labels shared. */
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

  /** Of a measurement without times and labels, on a 64-bit machine, with its place in a map. */
  private static final int OVERHEAD = 512;

  private static final int LABEL = 48;

  private static final int BIN = 20;

  private static final int PAIR = 96;

  private static final int LABELED = 256;

  /** What an event says. */
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

  /** Most windows have no labels, and need no object to say so. */
  private static LabeledConfidence held(LabeledConfidence labeled) {
    return labeled.confidence().count() == 0 ? LabeledConfidence.NONE : labeled;
  }

  private static PairedLabels pairs(LabeledPairs pairs) {
    return new PairedLabels(
        pairs.bothRight(), pairs.onlyRight(), pairs.onlyOtherRight(), pairs.neitherRight());
  }

  /** About the memory that it takes. */
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
