package dev.weft.gateway.pictures;

import dev.weft.base.Sha256;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.object.ImageObjects;
import dev.weft.imaging.ImageReading;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import java.util.Optional;

/** An image's bytes, or why there are none, by the events' rejection reasons. */
public sealed interface ImageBytes {

  /** All bytes, matching the event. */
  @SuppressWarnings("ArrayRecordComponent")
  record Whole(byte[] bytes) implements ImageBytes {}

  /** The image's object does not exist. */
  record Gone() implements ImageBytes {}

  /** The image cannot be read. {@code detail} is for people. */
  record Refused(RejectionReason reason, String detail) implements ImageBytes {}

  /**
   * Reads an image.
   *
   * @param images decides which objects may be read as images
   * @param most limit of bytes
   * @throws dev.weft.objectstore.StoreUnavailableException if the store is unavailable
   */
  static ImageBytes read(ObjectStore store, ImageObjects images, ObjectRef image, long most) {
    Optional<String> refusal = images.refusal(image);
    if (refusal.isPresent()) {
      return new Refused(RejectionReason.INVALID_EVENT, refusal.get());
    }
    GetResult result = store.get(image.bucket(), image.key(), most);
    if (result instanceof GetResult.Missing) {
      return new Gone();
    }
    if (result instanceof GetResult.TooLarge large) {
      return new Refused(
          RejectionReason.TOO_LARGE,
          "the image has %,d bytes; at most %,d are allowed".formatted(large.size(), most));
    }
    byte[] bytes = ((GetResult.Found) result).bytes();
    if (image.sha256() != null && !image.sha256().equals(Sha256.hex(bytes))) {
      return new Refused(
          RejectionReason.CHECKSUM_MISMATCH,
          "the checksum of " + image.key() + " differs from the one in the image's event");
    }
    return new Whole(bytes);
  }

  /** The refusal of an image that cannot be read. */
  static Refused refusal(ImageReading.Unreadable why) {
    return new Refused(why.reason(), why.detail());
  }
}
