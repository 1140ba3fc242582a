package dev.weft.standalone.docs;

/**
 * One key of the configuration.
 *
 * @param key such as {@code weft.topics.partitions}
 * @param type readable name of the type, such as {@code duration}
 * @param fallback default as written in the source; null if there is none
 * @param text description in Markdown, on one line
 */
record Setting(String key, String type, String fallback, String text) {

  /** Name of the environment variable, by MicroProfile Config's rule. */
  String variable() {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT);
  }
}
