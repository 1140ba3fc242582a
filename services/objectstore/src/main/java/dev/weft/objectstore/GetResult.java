package dev.weft.objectstore;

/** Result of a bounded read. */
public sealed interface GetResult {
  /**
   * The whole object.
   *
   * @param object its description
   * @param bytes its content, in an array that the caller owns
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(StoredObject object, byte[] bytes) implements GetResult {}

  /** There is no such object. */
  record Missing() implements GetResult {}

  /**
   * The object is larger than the limit; no bytes are returned.
   *
   * @param size the object's length in bytes
   */
  record TooLarge(long size) implements GetResult {}
}
