package dev.weft.events.training;

import java.time.Instant;

/** Builds a {@link TrainingProgressed}. What is not set stays null. Not thread-safe. */
public final class TrainingProgress {

  private final String trainingId;
  private final String model;
  private TrainingPhase phase;
  private Integer epoch;
  private Integer epochs;
  private Integer images;
  private Integer imagesTotal;
  private Double loss;
  private Double accuracy;
  private Double validationLoss;
  private Double validationAccuracy;
  private Double secondsLeft;
  private String detail;
  private Integer version;
  private String report;

  private TrainingProgress(String trainingId, String model) {
    this.trainingId = trainingId;
    this.model = model;
  }

  /** Creates a builder for an order's training. */
  public static TrainingProgress of(TrainingOrder order) {
    return new TrainingProgress(order.trainingId(), order.model());
  }

  /** Sets the phase. */
  public TrainingProgress phase(TrainingPhase phase) {
    this.phase = phase;
    return this;
  }

  /**
   * Sets the current epoch (or, with validation figures, the one just completed), and the most
   * epochs.
   */
  public TrainingProgress epoch(int number, int most) {
    this.epoch = number;
    this.epochs = most;
    return this;
  }

  /** Sets the number of processed images, and the total. */
  public TrainingProgress images(int done, int total) {
    this.images = done;
    this.imagesTotal = total;
    return this;
  }

  /** Sets the loss on the training split so far. */
  public TrainingProgress loss(double loss) {
    this.loss = loss;
    return this;
  }

  /** Sets the figures on the training split. */
  public TrainingProgress training(double loss, double accuracy) {
    this.loss = loss;
    this.accuracy = accuracy;
    return this;
  }

  /** Sets the figures on the validation split. */
  public TrainingProgress validation(double loss, double accuracy) {
    this.validationLoss = loss;
    this.validationAccuracy = accuracy;
    return this;
  }

  /** Sets the estimated time left in the phase, unless it stops early. */
  public TrainingProgress secondsLeft(double seconds) {
    this.secondsLeft = seconds;
    return this;
  }

  /** Sets a detail for people. */
  public TrainingProgress detail(String detail) {
    this.detail = detail;
    return this;
  }

  /** Sets the published version. */
  public TrainingProgress version(int version) {
    this.version = version;
    return this;
  }

  /** Sets the report's object key. */
  public TrainingProgress report(String key) {
    this.report = key;
    return this;
  }

  /** Builds the event. */
  public TrainingProgressed event(TrainingState state, Instant at) {
    return new TrainingProgressed(
        trainingId,
        model,
        state,
        phase,
        epoch,
        epochs,
        images,
        imagesTotal,
        loss,
        accuracy,
        validationLoss,
        validationAccuracy,
        secondsLeft,
        detail,
        version,
        report,
        at);
  }
}
