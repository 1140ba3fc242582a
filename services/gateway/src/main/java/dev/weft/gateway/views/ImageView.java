package dev.weft.gateway.views;

import dev.weft.events.ImageClassified;
import dev.weft.events.ImageId;
import dev.weft.events.ImageRejected;
import dev.weft.events.ImageUploaded;
import dev.weft.events.Role;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the topics have said about one image so far. At least one of the three parts is there.
 *
 * @param imageId the image
 * @param uploaded the upload; null while only an answer was seen
 * @param answers one a model version and role, earliest first
 * @param rejected why it was refused; null if it was not
 */
public record ImageView(
    String imageId, ImageUploaded uploaded, List<ImageClassified> answers, ImageRejected rejected) {

  public ImageView {
    ImageId.require(imageId);
    answers = List.copyOf(answers);
    if (uploaded == null && answers.isEmpty() && rejected == null) {
      throw new IllegalArgumentException("a view of " + imageId + " must hold an event");
    }
  }

  /** A model's answer outweighs a refusal: another attempt at the same image came through. */
  public ImageState state() {
    if (answer().isPresent()) {
      return ImageState.CLASSIFIED;
    }
    return rejected != null ? ImageState.REJECTED : ImageState.UPLOADED;
  }

  /** The answer users get: the earliest that is not a shadow's. */
  public Optional<ImageClassified> answer() {
    return answers.stream().filter(answer -> answer.role() != Role.SHADOW).findFirst();
  }

  /** The most probable label of {@link #answer()}. */
  public Optional<String> label() {
    return answer().map(answer -> answer.predictions().get(0).label());
  }

  /** The moment that lists are ordered by; the best known one while the upload was not seen. */
  public Instant listedAt() {
    if (uploaded != null) {
      return uploaded.uploadedAt();
    }
    return answers.stream()
        .map(ImageClassified::uploadedAt)
        .min(Comparator.naturalOrder())
        .orElseGet(() -> rejected.rejectedAt());
  }
}
