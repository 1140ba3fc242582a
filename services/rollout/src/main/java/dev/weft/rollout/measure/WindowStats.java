package dev.weft.rollout.measure;

import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.Prediction;
import dev.weft.events.label.Label;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one cell has seen; the components are {@link ModelMeasured}'s.
 *
 * @param labels at most {@value #MOST_LABELS}: more classes than a model here has, so that an event
 *     stays small whatever others send
 * @param features images by bin; null, in what was stored before there were bins, counts as none
 */
record WindowStats(
    long images,
    long failures,
    long rejections,
    Latencies infer,
    Latencies endToEnd,
    Moments confidence,
    Moments entropy,
    Map<String, Long> labels,
    Pairs compared,
    Pairs labeled,
    BinCounts features) {

  static final int MOST_LABELS = 1_000;

  static final WindowStats NONE =
      new WindowStats(
          0,
          0,
          0,
          Latencies.NONE,
          Latencies.NONE,
          Moments.NONE,
          Moments.NONE,
          Map.of(),
          Pairs.NONE,
          Pairs.NONE,
          BinCounts.NONE);

  WindowStats {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    features = features == null ? BinCounts.NONE : features;
  }

  /**
   * How often two said the same.
   *
   * @param all pairs
   * @param same those that agree
   */
  record Pairs(long all, long same) {
    static final Pairs NONE = new Pairs(0, 0);

    Pairs plus(boolean agree) {
      return new Pairs(all + 1, agree ? same + 1 : same);
    }

    Pairs minus(boolean agree) {
      return new Pairs(all - 1, agree ? same - 1 : same);
    }
  }

  /** With one answer more. */
  WindowStats plus(ImageClassified answer) {
    Duration endToEndTime = Duration.between(answer.uploadedAt(), answer.classifiedAt());
    Prediction first = answer.predictions().get(0);
    double nats = 0;
    for (Prediction prediction : answer.predictions()) {
      double p = prediction.probability();
      nats -= p > 0 ? p * Math.log(p) : 0;
    }
    return new WindowStats(
        images + 1,
        failures,
        rejections,
        infer.plus(answer.timings().inferSeconds()),
        endToEnd.plus(endToEndTime.toMillis() / 1e3),
        confidence.plus(first.probability()),
        entropy.plus(nats),
        labelsWith(first.label()),
        compared,
        labeled,
        features.plusImage(answer.featureBins()));
  }

  private Map<String, Long> labelsWith(String label) {
    boolean known = labels.containsKey(label);
    if (!known && (labels.size() >= MOST_LABELS || !Label.isValid(label))) {
      return labels;
    }
    var more = new TreeMap<>(labels);
    more.merge(label, 1L, Long::sum);
    return more;
  }

  WindowStats failed() {
    return with(failures + 1, rejections, compared, labeled);
  }

  WindowStats rejected() {
    return with(failures, rejections + 1, compared, labeled);
  }

  /** Another version classified one of the images too. */
  WindowStats compared(boolean agree) {
    return with(failures, rejections, compared.plus(agree), labeled);
  }

  /** People labeled one of the images. */
  WindowStats labeled(boolean right) {
    return with(failures, rejections, compared, labeled.plus(right));
  }

  /** They took the label back. */
  WindowStats unlabeled(boolean right) {
    return with(failures, rejections, compared, labeled.minus(right));
  }

  private WindowStats with(long nowFailed, long nowRejected, Pairs nowCompared, Pairs nowLabeled) {
    return new WindowStats(
        images,
        nowFailed,
        nowRejected,
        infer,
        endToEnd,
        confidence,
        entropy,
        labels,
        nowCompared,
        nowLabeled,
        features);
  }

  /** As an event. */
  ModelMeasured toEvent(WindowKey cell, int partition, Duration window, Instant now) {
    Instant from = Instant.ofEpochMilli(cell.window());
    return new ModelMeasured(
        cell.model(),
        cell.role(),
        partition,
        from,
        from.plus(window),
        images,
        failures,
        rejections,
        infer.quantiles(),
        endToEnd.quantiles(),
        confidence,
        entropy,
        labels,
        compared.all(),
        compared.same(),
        labeled.all(),
        labeled.same(),
        features.toEvent(),
        now);
  }
}
