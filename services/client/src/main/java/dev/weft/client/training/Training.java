package dev.weft.client.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.client.json.SentAsNull;
import java.time.Instant;
import java.util.List;

/**
 * A training, from its request to the published version or the reason why there is none.
 *
 * @param id its id, random unless its request chose one
 * @param model such as {@code clothing}
 * @param state its state; published, rejected, failed and cancelled are final
 * @param trigger what requested it, such as {@code person}; null if unknown
 * @param parent the version to train on from; null for the serving one
 * @param base what a model's first training starts from; null for the base given when the model was
 *     created
 * @param dataset the named data set; null for the model's labels at its start
 * @param recipe deviations from the trainer's defaults; null if unknown
 * @param dropClasses classes to drop from the new version
 * @param requestedAt when it was requested
 * @param cancelRequestedAt when its cancellation was requested; null if it was not
 * @param progress its progress; null before the first report
 * @param version the published version; null if there is none
 * @param epochs finished epochs; omitted in lists
 * @param links paths of related resources
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
   * Paths of the training's resources, relative to the server's address.
   *
   * @param self the training
   * @param stream its server-sent events
   * @param report its report; null before there is one
   */
  public record Links(String self, String stream, @SentAsNull String report) {}

  /**
   * Progress of a training; figures that do not apply to its phase are null.
   *
   * @param phase such as {@code fine-tune}; null if not known
   * @param epoch current epoch of the phase, from 1; null if unknown
   * @param epochs maximum number of epochs of the phase; null if unknown
   * @param images images processed in this phase; null if unknown
   * @param imagesTotal images of the phase; null if unknown
   * @param loss on the training images; null if not known
   * @param accuracy on the training images, 0..1; null if not known
   * @param validationLoss on the validation images; null if not known
   * @param validationAccuracy on the validation images, 0..1; null if not known
   * @param secondsLeft estimated seconds left in the phase; null if unknown
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
