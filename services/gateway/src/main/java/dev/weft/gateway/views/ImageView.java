package dev.weft.gateway.views;

import dev.weft.events.ImageId;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.model.Role;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the topics have said about one image so far. At least one of the four parts is there.
 *
 * @param imageId the image
 * @param uploaded the upload; null while only an answer was seen
 * @param answers one a model version and role, earliest first
 * @param rejected why it was refused; null if it was not
 * @param labeled what it shows, as someone says; null if nobody does
 * @param labelRemoved whether there was a label that someone took back
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
      throw new IllegalArgumentException("a view of " + imageId + " must hold an event");
    }
  }

  /** A model's answer outweighs a refusal: another attempt at the same image came through. */
  public ImageState state() {
    if (answer().isPresent()) {
      return ImageState.CLASSIFIED;
    }
    if (rejected != null) {
      return ImageState.REJECTED;
    }
    return uploaded == null || uploaded.wantsAnswer() ? ImageState.UPLOADED : ImageState.TRAINING;
  }

  /** The answer users get: the earliest that is not a shadow's. */
  public Optional<ImageClassified> answer() {
    return answers.stream().filter(answer -> answer.role() != Role.SHADOW).findFirst();
  }

  /** The same with another label. */
  public ImageView relabeled(ImageLabeled label) {
    return new ImageView(imageId, uploaded, answers, rejected, label, false);
  }

  /** The same without a label; empty if that was all. */
  public Optional<ImageView> unlabeled() {
    return uploaded == null && answers.isEmpty() && rejected == null
        ? Optional.empty()
        : Optional.of(new ImageView(imageId, uploaded, answers, rejected, null, true));
  }

  /** The model that it is for, as far as that is known; null for the installation's default. */
  public String model() {
    if (uploaded != null) {
      return uploaded.model();
    }
    return answer()
        .map(answer -> answer.model().name())
        .orElse(labeled == null ? null : labeled.model());
  }

  /** Its uploader's tags, as far as they are known. */
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

  /** The moment that lists are ordered by; the best known one while the upload was not seen. */
  public Instant listedAt() {
    if (uploaded != null) {
      return uploaded.uploadedAt();
    }
    Stream<Instant> said = answers.stream().map(ImageClassified::uploadedAt);
    return Stream.concat(said, Stream.ofNullable(labeled).map(ImageLabeled::uploadedAt))
        .min(Comparator.naturalOrder())
        .orElseGet(() -> rejected.rejectedAt());
  }
}
