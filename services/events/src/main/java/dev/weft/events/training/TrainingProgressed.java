package dev.weft.events.training;

import dev.weft.events.Excerpt;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.TrainingId;
import dev.weft.events.WeftEvent;
import java.time.Instant;
import java.util.Objects;

/**
 * How far a training has come. Schema: {@code training-progressed.v1}. Whatever does not apply is
 * null; numbers that are not finite are left out. {@link TrainingProgress} makes one.
 *
 * @param trainingId see {@link TrainingId}
 * @param model the model's name
 * @param state how far
 * @param phase what it is at
 * @param epoch of the phase, under way or, with validation figures, just done
 * @param epochs most epochs of the phase
 * @param images images of the phase, or of its epoch, that are done
 * @param imagesTotal images of the phase, or of its epoch
 * @param loss on the training split
 * @param accuracy on the training split, 0..1
 * @param validationLoss on the validation split
 * @param validationAccuracy on the validation split, 0..1
 * @param secondsLeft of the phase, at most, as far as that is known
 * @param detail for people, such as why it ended; cut after 2000 characters
 * @param version that was published
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
