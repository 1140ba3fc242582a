package dev.weft.events.training;

import dev.weft.events.Require;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Settings of a training. Null stands for the trainer's default.
 *
 * @param seed the seed of all random numbers, 0 to 2^53 - 1
 * @param minImagesPerClass new classes with fewer are left out and reported
 * @param batchSize images per update
 * @param head the freeze phase
 * @param fineTune the fine-tune phase
 * @param gateMargin tolerated loss of accuracy against the serving version, 0..1
 * @param base version whose frozen base the training starts from: {@code root}, the imported
 *     version that the parent descends from, or {@code parent}
 * @param freshHead whether to start with a new head even if the parent's head has the same classes
 * @param searchSeconds time limit of the search for the head's settings in seconds, 0 to 86400; 0
 *     for no search
 * @param inputSize width and height of the version's input in pixels, one of {@link #INPUT_SIZES};
 *     null for the size of the version that it continues
 */
public record TrainingRecipe(
    Long seed,
    Integer minImagesPerClass,
    Integer batchSize,
    Head head,
    FineTune fineTune,
    Double gateMargin,
    String base,
    Boolean freshHead,
    Double searchSeconds,
    Integer inputSize) {

  /** All defaults. */
  public static final TrainingRecipe DEFAULT =
      new TrainingRecipe(null, null, null, null, null, null, null, null, null, null);

  /**
   * Widths and heights of inputs, largest first: that of Xception as published, and those whose
   * last activations have one and two cells less per side.
   */
  public static final List<Integer> INPUT_SIZES = List.of(299, 267, 235);

  /** Pattern of {@link #base}. */
  public static final String BASE = "(root|parent)";

  private static final Pattern COMPILED_BASE = Pattern.compile(BASE);
  private static final long MAX_SEED = (1L << 53) - 1;
  private static final int MAX_BATCH = 1024;
  private static final int MAX_SEARCH = 86_400;
  private static final int MAX_DECAY = 1000;

  public TrainingRecipe {
    if (seed != null && (seed < 0 || seed > MAX_SEED)) {
      throw new IllegalArgumentException("seed must be between 0 and 2^53 - 1, but is " + seed);
    }
    Require.atLeast("minImagesPerClass", minImagesPerClass, 1);
    Require.atLeast("batchSize", batchSize, 1);
    if (batchSize != null && batchSize > MAX_BATCH) {
      throw new IllegalArgumentException(
          "batchSize must be at most " + MAX_BATCH + ", but is " + batchSize);
    }
    Require.share("gateMargin", gateMargin);
    if (searchSeconds != null && !(searchSeconds >= 0 && searchSeconds <= MAX_SEARCH)) {
      throw new IllegalArgumentException(
          "searchSeconds must be between 0 and %d, but is %s".formatted(MAX_SEARCH, searchSeconds));
    }
    if (base != null) {
      Require.matching("base", base, COMPILED_BASE);
    }
    if (inputSize != null && !INPUT_SIZES.contains(inputSize)) {
      throw new IllegalArgumentException(
          "inputSize must be 235, 267 or 299 pixels, but is %d: choose one of these, or omit it to keep the model's size"
              .formatted(inputSize));
    }
  }

  private static void requireDecay(String what, Double value) {
    if (value != null && !(value >= 0 && value <= MAX_DECAY)) {
      throw new IllegalArgumentException(
          "%s must be between 0 and %d, but is %s".formatted(what, MAX_DECAY, value));
    }
  }

  /**
   * The freeze phase: the base stays as it is, the head is trained.
   *
   * @param learningRate the learning rate of Adam, above 0, at most 1
   * @param epochs maximum number of epochs
   * @param patience epochs without a lower validation loss before it stops early
   * @param labelSmoothing share of a label's weight that is spread over all classes, 0..1
   * @param dropout share of the features that are dropped, 0..1
   * @param weightDecay decay of weights towards their initial values, relative to the learning
   *     rate, 0 to 1000
   * @param mixup parameter of mixup on the features of two images, 0..1; higher mixes more evenly,
   *     0 not at all
   */
  public record Head(
      Double learningRate,
      Integer epochs,
      Integer patience,
      Double labelSmoothing,
      Double dropout,
      Double weightDecay,
      Double mixup) {
    public Head {
      Require.rate("head.learningRate", learningRate);
      Require.atLeast("head.epochs", epochs, 1);
      Require.atLeast("head.patience", patience, 1);
      Require.share("head.labelSmoothing", labelSmoothing);
      Require.share("head.dropout", dropout);
      requireDecay("head.weightDecay", weightDecay);
      Require.share("head.mixup", mixup);
    }
  }

  /**
   * The fine-tune phase: the end of the base is trained together with the head.
   *
   * @param from the first block that is trained, {@code block1} to {@code block14}; or {@code all},
   *     {@code none}, or {@code auto}, which depends on the number of images
   * @param learningRate the learning rate of Adam, above 0, at most 1
   * @param epochs maximum number of epochs
   * @param patience epochs without a lower validation loss before it stops early
   * @param labelSmoothing share of a label's weight that is spread over all classes, 0..1
   * @param weightDecay decay of weights towards their initial values, relative to the learning
   *     rate, 0 to 1000
   * @param mixup parameter of mixup on two images, 0..1; higher mixes more evenly, 0 not at all
   */
  public record FineTune(
      String from,
      Double learningRate,
      Integer epochs,
      Integer patience,
      Double labelSmoothing,
      Double weightDecay,
      Double mixup) {

    /** Pattern of {@link #from}. */
    public static final String FROM = "(auto|none|all|block([1-9]|1[0-4]))";

    private static final Pattern COMPILED = Pattern.compile(FROM);

    public FineTune {
      if (from != null) {
        Require.matching("fineTune.from", from, COMPILED);
      }
      Require.rate("fineTune.learningRate", learningRate);
      Require.atLeast("fineTune.epochs", epochs, 1);
      Require.atLeast("fineTune.patience", patience, 1);
      Require.share("fineTune.labelSmoothing", labelSmoothing);
      requireDecay("fineTune.weightDecay", weightDecay);
      Require.share("fineTune.mixup", mixup);
    }
  }
}
