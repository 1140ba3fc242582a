package dev.weft.features;

/** Source of images' bytes. Thread-safe. */
public interface ImageSource {

  /** Fetches the bytes of an image. Failures of the store itself are exceptions. */
  Fetched fetch(ImageObject object);

  /** Result of a fetch. */
  sealed interface Fetched {

    /**
     * The bytes, verified against the label's SHA-256.
     *
     * @param content an array that the caller owns
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] content) implements Fetched {}

    /**
     * The image has no usable bytes.
     *
     * @param reason for people
     */
    record Unusable(String reason) implements Fetched {}
  }
}
