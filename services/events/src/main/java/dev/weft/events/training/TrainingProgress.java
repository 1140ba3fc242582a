package dev.weft.events.training;

import java.time.Instant;

/** Puts a {@link TrainingProgressed} together. What is not said stays null. One thread. */
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

  /** Progress of an order's training. */
  public static TrainingProgress of(TrainingOrder order) {
    return new TrainingProgress(order.trainingId(), order.model());
  }

  /** What it is at. */
  public TrainingProgress phase(TrainingPhase phase) {
    this.phase = phase;
    return this;
  }

  /** The epoch under way or, with validation figures, just done, of at most so many. */
  public TrainingProgress epoch(int number, int most) {
    this.epoch = number;
    this.epochs = most;
    return this;
  }

  /** Images that are done, of so many. */
  public TrainingProgress images(int done, int total) {
    this.images = done;
    this.imagesTotal = total;
    return this;
  }

  /** On the training split, so far. */
  public TrainingProgress loss(double loss) {
    this.loss = loss;
    return this;
  }

  /** On the training split. */
  public TrainingProgress training(double loss, double accuracy) {
    this.loss = loss;
    this.accuracy = accuracy;
    return this;
  }

  /** On the validation split. */
  public TrainingProgress validation(double loss, double accuracy) {
    this.validationLoss = loss;
    this.validationAccuracy = accuracy;
    return this;
  }

  /** An estimate for the phase, if it does not stop early. */
  public TrainingProgress secondsLeft(double seconds) {
    this.secondsLeft = seconds;
    return this;
  }

  /** For people. */
  public TrainingProgress detail(String detail) {
    this.detail = detail;
    return this;
  }

  /** The version that was published. */
  public TrainingProgress version(int version) {
    this.version = version;
    return this;
  }

  /** The report's object key. */
  public TrainingProgress report(String key) {
    this.report = key;
    return this;
  }

  /** The event. */
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
