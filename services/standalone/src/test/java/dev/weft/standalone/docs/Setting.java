package dev.weft.standalone.docs;

/**
 * One key of the configuration.
 *
 * @param key such as {@code weft.topics.partitions}
 * @param type as people call it, such as {@code duration}
 * @param fallback its default as it is written; null if there is none
 * @param text what it is for, in Markdown, on one line
 */
record Setting(String key, String type, String fallback, String text) {

  /** As an environment variable: MicroProfile Config's rule. */
  String variable() {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(java.util.Locale.ROOT);
  }
}
