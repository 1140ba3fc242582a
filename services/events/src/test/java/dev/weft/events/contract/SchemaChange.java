package dev.weft.events.contract;

/**
 * A breaking difference between two states of one schema version.
 *
 * @param path location in an event, such as {@code /object/sha256}
 * @param what description of the difference
 * @param effect who is affected
 */
record SchemaChange(String path, String what, Effect effect) {

  enum Effect {
    /** Events that were valid are now invalid: breaks writers, and readers of old events. */
    REFUSES,
    /** Events that were invalid are now valid: breaks readers that rely on the old schema. */
    LETS_THROUGH
  }

  @Override
  public String toString() {
    return (path.isEmpty() ? "/" : path) + ": " + what + " (" + effect + ")";
  }
}
