package dev.weft.console;

/** For whom standard output is. */
public enum OutputFormat {
  /** People. */
  TEXT,
  /** Scripts: the last line is one JSON object. */
  JSON
}
