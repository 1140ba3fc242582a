package dev.weft.events.training;

import dev.weft.events.Excerpt;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.TrainingId;
import dev.weft.events.WeftEvent;
import java.time.Instant;
import java.util.Objects;

/**
 * The progress of a training. Schema: {@code training-progressed.v1}. Components that do not apply
 * are null; numbers that are not finite are omitted. {@link TrainingProgress} builds one.
 *
 * @param trainingId see {@link TrainingId}
 * @param model the model's name
 * @param state the state of the training
 * @param phase its current phase
 * @param epoch the current epoch of the phase or, with validation figures, the one just completed
 * @param epochs maximum number of epochs of the phase
 * @param images processed images of the phase, or of its epoch
 * @param imagesTotal images of the phase, or of its epoch
 * @param loss on the training split
 * @param accuracy on the training split, 0..1
 * @param validationLoss on the validation split
 * @param validationAccuracy on the validation split, 0..1
 * @param secondsLeft estimated upper bound of the time left in the phase, in seconds
 * @param detail for people, such as why it ended; cut after 2000 characters
 * @param version the published version
 * @param report object key of the report
 * @param at when
 */
public record TrainingProgressed(
    String trainingId,
    String model,
    TrainingState state,
    TrainingPhase phase,
    Integer epoch,
    Integer epochs,
    Integer images,
    Integer imagesTotal,
    Double loss,
    Double accuracy,
    Double validationLoss,
    Double validationAccuracy,
    Double secondsLeft,
    String detail,
    Integer version,
    String report,
    Instant at)
    implements WeftEvent {

  private static final int MAX_DETAIL = 2000;
  private static final int MAX_KEY = 1024;

  public TrainingProgressed {
    TrainingId.require(trainingId);
    ModelName.require(model);
    Objects.requireNonNull(state, "state");
    Require.atLeast("epoch", epoch, 0);
    Require.atLeast("epochs", epochs, 0);
    Require.atLeast("images", images, 0);
    Require.atLeast("imagesTotal", imagesTotal, 0);
    loss = finite(loss);
    accuracy = finite(accuracy);
    validationLoss = finite(validationLoss);
    validationAccuracy = finite(validationAccuracy);
    Require.share("accuracy", accuracy);
    Require.share("validationAccuracy", validationAccuracy);
    secondsLeft = finite(secondsLeft) == null ? null : Double.valueOf(Math.max(0, secondsLeft));
    detail = detail == null ? null : Excerpt.cut(detail, MAX_DETAIL);
    Require.atLeast("version", version, 1);
    if (report != null) {
      Require.text("report", report, 1, MAX_KEY);
    }
    Require.moment("at", at);
  }

  private static Double finite(Double value) {
    return value != null && Double.isFinite(value) ? value : null;
  }

  @Override
  public String key() {
    return model;
  }

  @Override
  public Instant occurredAt() {
    return at;
  }

  @Override
  public String identity() {
    return trainingId
        + "/"
        + state.code()
        + (phase == null ? "" : "/" + phase.code())
        + (epoch == null ? "" : "/" + epoch)
        + (images == null ? "" : "/" + images)
        + "/"
        + at;
  }
}
