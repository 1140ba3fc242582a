package dev.weft.client.training;

/**
 * Selects the trainings of a list.
 *
 * @param limit maximum number of entries to return; null for the server's default
 * @param model the model; null for any
 */
public record TrainingQuery(Integer limit, String model) {

  /** The newest of all models. */
  public static final TrainingQuery ALL = new TrainingQuery(null, null);
}
