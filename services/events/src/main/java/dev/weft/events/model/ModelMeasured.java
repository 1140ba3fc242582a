package dev.weft.events.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.weft.base.AccuracyEstimate;
import dev.weft.events.Excerpt;
import dev.weft.events.ModelRef;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Measurements of a version on the live images of one partition in one time window. Schema: {@code
 * model-measured.v1}. Each record holds the totals of its window so far and replaces earlier ones;
 * the version's totals are the sum over partitions and windows.
 *
 * @param model the version
 * @param role its role for these images
 * @param partition the partition of the image topics
 * @param from start of the window, by time of classification
 * @param to end of the window
 * @param images that it classified
 * @param failures images that its engine failed on
 * @param rejections images that were rejected while they were prepared for it
 * @param inferSeconds duration of the engine's run of the batch
 * @param endToEndSeconds time from the upload to the answer
 * @param confidence probability of the predicted label
 * @param entropy the entropy of the predictions, in nats
 * @param labels number of images by predicted label
 * @param compared number of images that another version classified too
 * @param agreed those with the same predicted label
 * @param labeled number of images that people have labeled since
 * @param right those with the label predicted correctly
 * @param labeledAtRandom confidences on labeled images that were drawn at random
 * @param labeledOtherwise confidences on the other labeled images
 * @param pairs labeled images that another version of the model classified too, by that version; at
 *     most {@value #MAX_PAIRS} of them
 * @param featureBins images by group of the version's reference and, within it, by bin of their
 *     pooled features; null if there are none. At most {@value FeatureBins#MOST} groups of as many
 *     bins
 * @param measuredAt when the window had these totals
 */
public record ModelMeasured(
    ModelRef model,
    ServingRole role,
    Integer partition,
    Instant from,
    Instant to,
    Long images,
    Long failures,
    Long rejections,
    Quantiles inferSeconds,
    Quantiles endToEndSeconds,
    Moments confidence,
    Moments entropy,
    Map<String, Long> labels,
    Long compared,
    Long agreed,
    Long labeled,
    Long right,
    LabeledConfidence labeledAtRandom,
    LabeledConfidence labeledOtherwise,
    List<LabeledPairs> pairs,
    List<List<Long>> featureBins,
    Instant measuredAt)
    implements WeftEvent {

  /** Maximum number of versions that an event has {@link #pairs} with. */
  public static final int MAX_PAIRS = 16;

  public ModelMeasured {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(partition, "partition");
    Require.atLeast("partition", partition, 0);
    Require.moment("from", from);
    Require.moment("to", to);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "a window must end after it begins, but is " + from + " to " + to);
    }
    images = count("images", images);
    failures = count("failures", failures);
    rejections = count("rejections", rejections);
    Objects.requireNonNull(inferSeconds, "inferSeconds");
    Objects.requireNonNull(endToEndSeconds, "endToEndSeconds");
    Objects.requireNonNull(confidence, "confidence");
    Objects.requireNonNull(entropy, "entropy");
    labels = counted(labels);
    compared = count("compared", compared);
    agreed = part("agreed", agreed, "compared", compared);
    labeled = count("labeled", labeled);
    right = part("right", right, "labeled", labeled);
    labeledAtRandom = labeledAtRandom == null ? LabeledConfidence.NONE : labeledAtRandom;
    labeledOtherwise = labeledOtherwise == null ? LabeledConfidence.NONE : labeledOtherwise;
    pairs = pairs == null ? List.of() : List.copyOf(pairs);
    if (pairs.size() > MAX_PAIRS) {
      throw new IllegalArgumentException(
          "pairs must be with at most " + MAX_PAIRS + " versions, but are with " + pairs.size());
    }
    featureBins = FeatureBins.counted(featureBins);
    Require.moment("measuredAt", measuredAt);
  }

  private static Long count(String name, Long value) {
    Long checked = value == null ? Long.valueOf(0) : value;
    Require.atLeast(name, checked, 0);
    return checked;
  }

  private static Map<String, Long> counted(Map<String, Long> labels) {
    var sorted = new TreeMap<>(labels == null ? Map.<String, Long>of() : labels);
    sorted.forEach(
        (label, images) -> {
          Require.text("label", label, 1, Integer.MAX_VALUE);
          String name = "images of label " + Excerpt.of(label);
          if (images == null) {
            throw new IllegalArgumentException(name + " are missing");
          }
          Require.atLeast(name, images, 0);
        });
    return Collections.unmodifiableMap(sorted);
  }

  private static Long part(String name, Long value, String wholeName, Long whole) {
    Long checked = count(name, value);
    if (checked > whole) {
      throw new IllegalArgumentException(
          name + " must not be more than " + wholeName + ", but is " + checked + " of " + whole);
    }
    return checked;
  }

  /**
   * Sums over a version's confidences on labeled images, from which its accuracy on all images is
   * estimated.
   *
   * @param confidence probabilities of the predicted labels
   * @param right number of images whose label was predicted correctly
   * @param rightConfidence sum of the confidences of those
   */
  public record LabeledConfidence(Moments confidence, Long right, Double rightConfidence) {

    /** No images. */
    public static final LabeledConfidence NONE = new LabeledConfidence(Moments.NONE, 0L, 0.0);

    public LabeledConfidence {
      confidence = confidence == null ? Moments.NONE : confidence;
      right = part("right", right, "count", confidence.count());
      rightConfidence = rightConfidence == null ? 0 : rightConfidence;
      Require.notNegative("rightConfidence", rightConfidence);
    }

    /** Returns the sums with one image added. */
    public LabeledConfidence plus(double value, boolean isRight) {
      return new LabeledConfidence(
          confidence.plus(value),
          right + (isRight ? 1 : 0),
          rightConfidence + (isRight ? value : 0));
    }

    /** Returns the sums with one image removed. */
    public LabeledConfidence minus(double value, boolean isRight) {
      if (confidence.count() <= 1) {
        return NONE;
      }
      long left = right - (isRight ? 1 : 0);
      return new LabeledConfidence(
          new Moments(
              confidence.count() - 1,
              confidence.sum() - value,
              Math.max(0, confidence.squares() - value * value)),
          left,
          left == 0 ? 0 : Math.max(0, rightConfidence - (isRight ? value : 0)));
    }

    /** Returns the sum of both. */
    public LabeledConfidence plus(LabeledConfidence other) {
      return new LabeledConfidence(
          confidence.plus(other.confidence),
          right + other.right,
          rightConfidence + other.rightConfidence);
    }

    private AccuracyEstimate.Labeled sums() {
      return new AccuracyEstimate.Labeled(confidence.sums(), right, rightConfidence);
    }
  }

  /**
   * Estimates a version's accuracy on all images that it answered.
   *
   * @param answered confidences of all answers
   * @param random of labeled images that were drawn at random
   * @param other of the other labeled images
   */
  public static AccuracyEstimate estimate(
      Moments answered, LabeledConfidence random, LabeledConfidence other) {
    return AccuracyEstimate.of(answered.sums(), random.sums(), other.sums());
  }

  /**
   * Labeled images that both this and another version classified, by which of the two predicted the
   * label.
   *
   * @param against number of the other version
   * @param labeled number of images
   * @param bothRight those that both predicted correctly
   * @param onlyRight those that only this version predicted correctly
   * @param onlyOtherRight those that only the other version predicted correctly
   */
  public record LabeledPairs(
      Integer against, Long labeled, Long bothRight, Long onlyRight, Long onlyOtherRight) {
    public LabeledPairs {
      Objects.requireNonNull(against, "against");
      Require.atLeast("against", against, 1);
      labeled = count("labeled", labeled);
      bothRight = part("bothRight", bothRight, "labeled", labeled);
      onlyRight = part("onlyRight", onlyRight, "labeled", labeled);
      onlyOtherRight = part("onlyOtherRight", onlyOtherRight, "labeled", labeled);
      // Compared so that nothing overflows.
      if (onlyRight > labeled - bothRight || onlyOtherRight > labeled - bothRight - onlyRight) {
        throw new IllegalArgumentException(
            "bothRight, onlyRight and onlyOtherRight must not be more than labeled together, but"
                + " are %d, %d and %d of %d"
                    .formatted(bothRight, onlyRight, onlyOtherRight, labeled));
      }
    }

    /** Images that neither version predicted correctly. */
    @JsonIgnore
    public long neitherRight() {
      return labeled - bothRight - onlyRight - onlyOtherRight;
    }
  }

  /**
   * A distribution.
   *
   * @param count the count of values
   * @param p50 median; 0 if there are none
   * @param p95 95th percentile
   * @param p99 99th percentile
   * @param max the largest
   * @param histogram for merging: a compressed HdrHistogram V2 of microseconds in Base64, at most
   *     {@value #MAX_HISTOGRAM} characters; null if there are no values
   */
  public record Quantiles(
      Long count, Double p50, Double p95, Double p99, Double max, String histogram) {

    /** No values. */
    public static final Quantiles NONE = new Quantiles(0L, 0.0, 0.0, 0.0, 0.0, null);

    /** An event has two histograms, and is itself bounded. */
    private static final int MAX_HISTOGRAM = 64 * 1024;

    public Quantiles {
      count = ModelMeasured.count("count", count);
      p50 = seconds("p50", p50);
      p95 = seconds("p95", p95);
      p99 = seconds("p99", p99);
      max = seconds("max", max);
      if (histogram != null) {
        Require.text("histogram", histogram, 1, MAX_HISTOGRAM);
      }
    }

    private static Double seconds(String name, Double value) {
      Double seconds = value == null ? Double.valueOf(0) : value;
      Require.notNegative(name, seconds);
      return seconds;
    }
  }

  /**
   * Sums from which mean and variance are computed.
   *
   * @param count the count of values
   * @param sum the sum of values
   * @param squares sum of their squares
   */
  public record Moments(Long count, Double sum, Double squares) {

    /** No values. */
    public static final Moments NONE = new Moments(0L, 0.0, 0.0);

    public Moments {
      count = ModelMeasured.count("count", count);
      sum = sum == null ? 0 : sum;
      squares = squares == null ? 0 : squares;
      if (!Double.isFinite(sum) || !(squares >= 0 && Double.isFinite(squares))) {
        throw new IllegalArgumentException(
            "sum and squares must be numbers, but are " + sum + " and " + squares);
      }
    }

    /** Returns the sums with one value added. */
    public Moments plus(double value) {
      return new Moments(count + 1, sum + value, squares + value * value);
    }

    private AccuracyEstimate.Sums sums() {
      return new AccuracyEstimate.Sums(count, sum, squares);
    }

    /** Returns the sum of both. */
    public Moments plus(Moments other) {
      return new Moments(count + other.count, sum + other.sum, squares + other.squares);
    }
  }

  /** The model's name. */
  @Override
  public String key() {
    return model.name();
  }

  @Override
  public Instant occurredAt() {
    return measuredAt;
  }

  @Override
  public String identity() {
    return model + "/" + role.name() + "/" + partition + "/" + from + "/" + measuredAt;
  }
}
