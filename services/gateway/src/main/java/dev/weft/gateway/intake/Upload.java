package dev.weft.gateway.intake;

import dev.weft.events.ImageId;
import dev.weft.events.image.ImagePurpose;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * An image as a client sent it.
 *
 * @param imageId the client's, or one that the gateway made
 * @param isIdNew whether the gateway made it, so that no other image has it
 * @param bytes at least one; not copied, so nobody may change them
 * @param contentType as the client named it; null if it did not
 * @param deadline null for none
 * @param tags free pairs
 * @param model that is to answer; null for the installation's default
 * @param purpose what it is for; null for a prediction
 */
@SuppressWarnings("ArrayRecordComponent")
public record Upload(
    String imageId,
    boolean isIdNew,
    byte[] bytes,
    String contentType,
    Instant deadline,
    Map<String, String> tags,
    String model,
    ImagePurpose purpose) {

  public Upload {
    ImageId.require(imageId);
    Objects.requireNonNull(bytes, "bytes");
    if (bytes.length == 0) {
      throw new IllegalArgumentException("an image has at least one byte");
    }
    tags = Map.copyOf(tags);
  }
}
