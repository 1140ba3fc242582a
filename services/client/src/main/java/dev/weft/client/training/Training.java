package dev.weft.client.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.client.json.SentAsNull;
import java.time.Instant;
import java.util.List;

/**
 * A training: from its request to the version that it published, or why it did not.
 *
 * @param id its name, which its request may have chosen
 * @param model such as {@code clothing}
 * @param state how far it is; nothing follows published, rejected, failed and cancelled
 * @param trigger what asked for it, such as {@code person}; null if not known
 * @param parent the version to train on from; null: the serving one
 * @param base what a model's first training starts from; null: what was said when the model was
 *     created
 * @param dataset the named data set that it is on; null for the labels that there were
 * @param recipe what differs from the trainer's defaults; null if not known
 * @param dropClasses classes that the new version is not to know
 * @param requestedAt when
 * @param cancelRequestedAt when somebody asked to end it; null if nobody has
 * @param progress how far it is; null before the first report
 * @param version that was published; null if there is none
 * @param epochs points of the curves; in lists left out
 * @param links where to go on
 */
public record Training(
    String id,
    String model,
    TrainingState state,
    @SentAsNull String trigger,
    @SentAsNull Integer parent,
    @SentAsNull String base,
    @SentAsNull String dataset,
    TrainingRecipe recipe,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> dropClasses,
    Instant requestedAt,
    @SentAsNull Instant cancelRequestedAt,
    @SentAsNull Progress progress,
    @SentAsNull Integer version,
    List<Epoch> epochs,
    Links links) {

  /**
   * A finished epoch.
   *
   * @param phase such as {@code freeze}
   * @param epoch from 1
   * @param loss on the training images; null if not known
   * @param accuracy on the training images, 0..1; null if not known
   * @param validationLoss on the validation images; null if not known
   * @param validationAccuracy on the validation images, 0..1; null if not known
   * @param at when it ended
   */
  public record Epoch(
      String phase,
      int epoch,
      Double loss,
      Double accuracy,
      Double validationLoss,
      Double validationAccuracy,
      Instant at) {}

  /**
   * Paths of the training's own resources, from the server's address on.
   *
   * @param self the training
   * @param stream its server-sent events
   * @param report its report; null before there is one
   */
  public record Links(String self, String stream, @SentAsNull String report) {}

  /**
   * How far a training has come; what its phase does not count is null.
   *
   * @param phase such as {@code fine-tune}; null if not known
   * @param epoch of the phase, from 1; null if not known
   * @param epochs of the phase, at most; null if not known
   * @param images that are done in this phase; null if not known
   * @param imagesTotal of the phase; null if not known
   * @param loss on the training images; null if not known
   * @param accuracy on the training images, 0..1; null if not known
   * @param validationLoss on the validation images; null if not known
   * @param validationAccuracy on the validation images, 0..1; null if not known
   * @param secondsLeft of the phase, as it goes now; null if not known
   * @param detail for people, such as why it was rejected or failed; null if not known
   * @param at when it was reported; null if not known
   */
  public record Progress(
      String phase,
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
      Instant at) {}
}
