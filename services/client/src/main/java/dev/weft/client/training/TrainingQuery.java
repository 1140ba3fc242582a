package dev.weft.client.training;

/**
 * Which trainings a list holds.
 *
 * @param limit so many at most; null for the server's default
 * @param model whose; null for any
 */
public record TrainingQuery(Integer limit, String model) {

  /** The newest of all models. */
  public static final TrainingQuery ALL = new TrainingQuery(null, null);
}
