package dev.weft.objectstore;

/** What a bounded read gave. */
public sealed interface GetResult {
  /**
   * The whole object.
   *
   * @param object its description
   * @param bytes its content; the caller's own array
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(StoredObject object, byte[] bytes) implements GetResult {}

  /** Nothing lies there. */
  record Missing() implements GetResult {}

  /**
   * More bytes than the caller allows; none of them were kept.
   *
   * @param size the object's length in bytes
   */
  record TooLarge(long size) implements GetResult {}
}
