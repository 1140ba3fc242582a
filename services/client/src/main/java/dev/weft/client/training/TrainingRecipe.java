package dev.weft.client.training;

/**
 * How to train. What is null is the trainer's default.
 *
 * @param seed of everything random; null for the default
 * @param minImagesPerClass classes with fewer are left out; null for the default
 * @param batchSize images an update; null for the default
 * @param head the freeze phase; null for the default
 * @param fineTune the fine-tune phase; null for the default
 * @param gateMargin accuracy by which the new version may be worse than the serving one, 0..1; null
 *     for the default
 * @param base whose frozen base it starts from: {@code root} or {@code parent}; null for the
 *     default
 * @param freshHead whether it begins with a new head in any case; null for the default
 * @param searchSeconds what the search for the head's settings may take; 0 for none; null for the
 *     default
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
    Double searchSeconds) {

  /** The trainer's default in everything. */
  public static final TrainingRecipe DEFAULT =
      new TrainingRecipe(null, null, null, null, null, null, null, null, null);

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

    /** The trainer's default in everything. */
    public static final FineTune DEFAULT = new FineTune(null, null, null, null, null, null, null);
  }

  /**
   * The freeze phase: a new head is trained on what the base says.
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

    /** The trainer's default in everything. */
    public static final Head DEFAULT = new Head(null, null, null, null, null, null, null);
  }
}
