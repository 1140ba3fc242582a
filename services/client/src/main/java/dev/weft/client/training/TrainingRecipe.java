package dev.weft.client.training;

/**
 * Settings of a training. Null stands for the trainer's default.
 *
 * @param seed the seed of all random numbers; null for the default
 * @param minImagesPerClass classes with fewer images are left out; null for the default
 * @param batchSize images per update; null for the default
 * @param head the freeze phase; null for the default
 * @param fineTune the fine-tune phase; null for the default
 * @param gateMargin tolerated loss of accuracy against the serving version, 0..1; null for the
 *     default
 * @param base version whose frozen base it starts from: {@code root} or {@code parent}; null for
 *     the default
 * @param freshHead whether it always starts with a new head; null for the default
 * @param searchSeconds time limit of the search for the head's settings, in seconds; 0 for no
 *     search; null for the default
 * @param inputSize width and height of the version's input in pixels: 235, 267 or 299; null for the
 *     size of the version that it continues
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
   * The fine-tune phase: the end of the base is trained with the head.
   *
   * @param from auto, none, all, or block1 to block14; null for the default
   * @param learningRate null for the default
   * @param epochs null for the default
   * @param patience null for the default
   * @param labelSmoothing null for the default
   * @param weightDecay null for the default
   * @param mixup null for the default
   */
  public record FineTune(
      String from,
      Double learningRate,
      Integer epochs,
      Integer patience,
      Double labelSmoothing,
      Double weightDecay,
      Double mixup) {

    /** All defaults. */
    public static final FineTune DEFAULT = new FineTune(null, null, null, null, null, null, null);
  }

  /**
   * The freeze phase: a new head is trained on the frozen base's features.
   *
   * @param learningRate null for the default
   * @param epochs null for the default
   * @param patience null for the default
   * @param labelSmoothing null for the default
   * @param dropout null for the default
   * @param weightDecay null for the default
   * @param mixup null for the default
   */
  public record Head(
      Double learningRate,
      Integer epochs,
      Integer patience,
      Double labelSmoothing,
      Double dropout,
      Double weightDecay,
      Double mixup) {

    /** All defaults. */
    public static final Head DEFAULT = new Head(null, null, null, null, null, null, null);
  }
}
