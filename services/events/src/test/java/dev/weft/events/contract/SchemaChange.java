package dev.weft.events.contract;

/**
 * A breaking difference between two states of one schema version.
 *
 * @param path where in an event, such as {@code /object/sha256}
 * @param what what is different
 * @param effect whom it breaks
 */
record SchemaChange(String path, String what, Effect effect) {

  enum Effect {
    /**
     * Events that were fine are refused now: it breaks who writes, and whoever reads old events.
     */
    REFUSES,
    /** Events that were refused are fine now: it breaks who reads and trusted the old schema. */
    LETS_THROUGH
  }

  @Override
  public String toString() {
    return (path.isEmpty() ? "/" : path) + ": " + what + " (" + effect + ")";
  }
}
