package dev.weft.events.image;

import dev.weft.events.Excerpt;
import dev.weft.events.ImageId;
import dev.weft.events.ModelRef;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import dev.weft.events.model.ServingRole;
import java.time.Instant;
import java.util.Objects;

/**
 * A version failed to classify an image. Schema: {@code image-failed.v1}. This is not the image's
 * answer: the serving version answers in place of a canary, and a shadow answers no user.
 *
 * @param imageId see {@link ImageId}
 * @param model the version
 * @param role its role for this image, canary or shadow
 * @param detail why, for people; cut after 2000 characters
 * @param failedAt when the version failed
 */
public record ImageFailed(
    String imageId, ModelRef model, ServingRole role, String detail, Instant failedAt)
    implements WeftEvent {

  private static final int MAX_DETAIL = 2000;

  public ImageFailed {
    ImageId.require(imageId);
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(role, "role");
    detail = Excerpt.cut(Objects.requireNonNull(detail, "detail"), MAX_DETAIL);
    Require.moment("failedAt", failedAt);
  }

  @Override
  public String key() {
    return imageId;
  }

  @Override
  public Instant occurredAt() {
    return failedAt;
  }

  @Override
  public String identity() {
    return imageId + "/" + model;
  }
}
