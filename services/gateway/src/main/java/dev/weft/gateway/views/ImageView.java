package dev.weft.gateway.views;

import dev.weft.events.ImageId;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.model.ServingRole;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An image according to its events so far. At least one of the four parts is present.
 *
 * @param imageId the image
 * @param uploaded the upload; null if only an answer was seen so far
 * @param answers one per model version and role, earliest first
 * @param rejected the rejection; null if there is none
 * @param labeled the label; null if there is none
 * @param labelRemoved whether a label was removed
 */
public record ImageView(
    String imageId,
    ImageUploaded uploaded,
    List<ImageClassified> answers,
    ImageRejected rejected,
    ImageLabeled labeled,
    boolean labelRemoved) {

  public ImageView {
    ImageId.require(imageId);
    answers = List.copyOf(answers);
    if (uploaded == null && answers.isEmpty() && rejected == null && labeled == null) {
      throw new IllegalArgumentException("a view of " + imageId + " needs at least one event");
    }
  }

  /**
   * The state; an answer takes precedence over a rejection, since another attempt at the same image
   * succeeded.
   */
  public ImageState state() {
    if (answer().isPresent()) {
      return ImageState.CLASSIFIED;
    }
    if (rejected != null) {
      return ImageState.REJECTED;
    }
    return uploaded == null || uploaded.wantsAnswer() ? ImageState.UPLOADED : ImageState.TRAINING;
  }

  /** The answer that users get: the earliest that is not a shadow's. */
  public Optional<ImageClassified> answer() {
    return answers.stream().filter(answer -> answer.role() != ServingRole.SHADOW).findFirst();
  }

  /** The same view with another label. */
  public ImageView relabeled(ImageLabeled label) {
    return new ImageView(imageId, uploaded, answers, rejected, label, false);
  }

  /** The same view without a label; empty if nothing else is left. */
  public Optional<ImageView> unlabeled() {
    return uploaded == null && answers.isEmpty() && rejected == null
        ? Optional.empty()
        : Optional.of(new ImageView(imageId, uploaded, answers, rejected, null, true));
  }

  /** The model that the image is for, as far as known; null for the default model. */
  public String model() {
    if (uploaded != null) {
      return uploaded.model();
    }
    return answer()
        .map(answer -> answer.model().name())
        .orElse(labeled == null ? null : labeled.model());
  }

  /** The uploader's tags, as far as known. */
  public Map<String, String> tags() {
    if (uploaded != null) {
      return uploaded.tags();
    }
    return labeled == null ? Map.of() : labeled.tags();
  }

  /** The most probable label of {@link #answer()}. */
  public Optional<String> predicted() {
    return answer().map(answer -> answer.predictions().get(0).label());
  }

  /** The time by which lists are sorted; the best known time if the upload was not seen yet. */
  public Instant listedAt() {
    if (uploaded != null) {
      return uploaded.uploadedAt();
    }
    Stream<Instant> times = answers.stream().map(ImageClassified::uploadedAt);
    return Stream.concat(times, Stream.ofNullable(labeled).map(ImageLabeled::uploadedAt))
        .min(Comparator.naturalOrder())
        .orElseGet(() -> rejected.rejectedAt());
  }
}
