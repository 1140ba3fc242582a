package dev.weft.console;

/** The format of standard output. */
public enum OutputFormat {
  /** Text for people. */
  TEXT,
  /** For scripts: the last line is one JSON object. */
  JSON
}
