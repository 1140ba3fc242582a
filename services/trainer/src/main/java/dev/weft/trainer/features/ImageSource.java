package dev.weft.trainer.features;

import dev.weft.trainer.dataset.ImageObject;

/** Where images' bytes come from. Thread-safe. */
public interface ImageSource {

  /** The bytes of an image; what is wrong with the store itself is an exception. */
  Fetched fetch(ImageObject object);

  /** What came of it. */
  sealed interface Fetched {

    /**
     * The bytes, which are those that were labeled.
     *
     * @param content the caller's own array
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] content) implements Fetched {}

    /**
     * There are none.
     *
     * @param reason for people
     */
    record Unusable(String reason) implements Fetched {}
  }
}
