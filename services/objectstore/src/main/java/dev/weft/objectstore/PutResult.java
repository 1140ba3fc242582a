package dev.weft.objectstore;

/** Result of a conditional put. */
public sealed interface PutResult {
  /**
   * The bytes are stored.
   *
   * @param object the stored object
   */
  record Stored(StoredObject object) implements PutResult {}

  /**
   * The key existed already; the object is unchanged.
   *
   * @param object the existing object
   */
  record Exists(StoredObject object) implements PutResult {}
}
