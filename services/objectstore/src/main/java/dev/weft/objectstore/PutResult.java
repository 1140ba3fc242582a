package dev.weft.objectstore;

/** What a conditional put did. */
public sealed interface PutResult {
  /**
   * The bytes are stored.
   *
   * @param object as stored
   */
  record Stored(StoredObject object) implements PutResult {}

  /**
   * Something lay there already and still does.
   *
   * @param object what lies there
   */
  record Exists(StoredObject object) implements PutResult {}
}
