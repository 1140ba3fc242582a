package dev.weft.rollout.measure;

import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.Prediction;
import dev.weft.events.label.Label;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.rollout.judge.interval.PairedLabels;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of one cell; the components are those of {@link ModelMeasured}.
 *
 * @param labels at most {@value #MOST_LABELS}: more classes than a model here has, so that an event
 *     stays small whatever is received
 * @param labeledAtRandom null, in entries stored before this field existed, counts as none; such
 *     images are counted in {@code labeled} only
 * @param labeledOtherwise as {@code labeledAtRandom}
 * @param pairs labeled images that another version of the model classified too, by its number, of
 *     at most {@link ModelMeasured#MAX_PAIRS} versions; null, in entries stored before this field
 *     existed, counts as none
 * @param features images by bin; null, in entries stored before this field existed, counts as none
 */
record WindowStats(
    long images,
    long failures,
    long rejections,
    SparseLatencies infer,
    SparseLatencies endToEnd,
    Moments confidence,
    Moments entropy,
    Map<String, Long> labels,
    Pairs compared,
    Pairs labeled,
    LabeledConfidence labeledAtRandom,
    LabeledConfidence labeledOtherwise,
    Map<Integer, PairedLabels> pairs,
    BinCounts features) {

  static final int MOST_LABELS = 1_000;

  static final WindowStats NONE =
      new WindowStats(
          0,
          0,
          0,
          SparseLatencies.NONE,
          SparseLatencies.NONE,
          Moments.NONE,
          Moments.NONE,
          Map.of(),
          Pairs.NONE,
          Pairs.NONE,
          LabeledConfidence.NONE,
          LabeledConfidence.NONE,
          Map.of(),
          BinCounts.NONE);

  WindowStats {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    labeledAtRandom = labeledAtRandom == null ? LabeledConfidence.NONE : labeledAtRandom;
    labeledOtherwise = labeledOtherwise == null ? LabeledConfidence.NONE : labeledOtherwise;
    pairs =
        pairs == null || pairs.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new TreeMap<>(pairs));
    features = features == null ? BinCounts.NONE : features;
  }

  /**
   * Number of comparisons, and of those that agreed.
   *
   * @param all number of comparisons
   * @param same number of those that agreed
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

  /** Adds an answer. */
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
        labeledAtRandom,
        labeledOtherwise,
        pairs,
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
    return with(failures + 1, rejections, compared, labeled, pairs);
  }

  WindowStats rejected() {
    return with(failures, rejections + 1, compared, labeled, pairs);
  }

  /** Adds the comparison with another version's prediction for one of the images. */
  WindowStats compared(boolean agree) {
    return with(failures, rejections, compared.plus(agree), labeled, pairs);
  }

  /** Adds a label that people gave one of the images. */
  WindowStats labeled(boolean right) {
    return with(failures, rejections, compared, labeled.plus(right), pairs);
  }

  /** Removes a label that people withdrew. */
  WindowStats unlabeled(boolean right) {
    return with(failures, rejections, compared, labeled.minus(right), pairs);
  }

  /**
   * Adds or removes the confidence of the answer to a labeled image.
   *
   * @param atRandom whether the image was drawn at random to be labeled
   * @param images 1, or -1 to remove it
   */
  WindowStats withLabeledConfidence(double value, boolean right, boolean atRandom, int images) {
    LabeledConfidence before = atRandom ? labeledAtRandom : labeledOtherwise;
    LabeledConfidence after = images > 0 ? before.plus(value, right) : before.minus(value, right);
    return new WindowStats(
        this.images,
        failures,
        rejections,
        infer,
        endToEnd,
        confidence,
        entropy,
        labels,
        compared,
        labeled,
        atRandom ? after : labeledAtRandom,
        atRandom ? labeledOtherwise : after,
        pairs,
        features);
  }

  /**
   * Adds or removes a labeled image that another version of the model classified too.
   *
   * @param against number of the other version
   * @param images 1, or -1 to remove it
   */
  WindowStats paired(int against, boolean right, boolean otherRight, int images) {
    PairedLabels before = pairs.get(against);
    if (before == null && (images < 0 || pairs.size() >= ModelMeasured.MAX_PAIRS)) {
      return this;
    }
    var more = new TreeMap<>(pairs);
    more.put(
        against, (before == null ? PairedLabels.NONE : before).plus(right, otherRight, images));
    return with(failures, rejections, compared, labeled, more);
  }

  private WindowStats with(
      long nowFailed,
      long nowRejected,
      Pairs nowCompared,
      Pairs nowLabeled,
      Map<Integer, PairedLabels> nowPairs) {
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
        labeledAtRandom,
        labeledOtherwise,
        nowPairs,
        features);
  }

  /** Converts the counts to an event. */
  ModelMeasured toEvent(PartitionWindow cell, int partition, Duration window, Instant now) {
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
        labeledAtRandom,
        labeledOtherwise,
        pairs.entrySet().stream().map(pair -> toEvent(pair.getKey(), pair.getValue())).toList(),
        features.toEvent(),
        now);
  }

  private static ModelMeasured.LabeledPairs toEvent(int against, PairedLabels pairs) {
    return new ModelMeasured.LabeledPairs(
        against, pairs.labeled(), pairs.both(), pairs.only(), pairs.other());
  }
}
