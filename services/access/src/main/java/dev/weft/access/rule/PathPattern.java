package dev.weft.access.rule;

import java.util.List;

/**
 * A pattern of paths: {@code {name}} matches any one segment, {@code **} at the end any number of
 * segments, including none.
 */
record PathPattern(String text, List<String> segments) {

  private static final String REST = "**";

  static PathPattern of(String text) {
    return new PathPattern(text, split(text));
  }

  /**
   * Whether a path matches.
   *
   * @param path segments as returned by {@link #split}
   */
  boolean matches(List<String> path) {
    int last = segments.size() - 1;
    boolean open = last >= 0 && segments.get(last).equals(REST);
    int fixed = open ? last : segments.size();
    if (open ? path.size() < fixed : path.size() != fixed) {
      return false;
    }
    for (int i = 0; i < fixed; i++) {
      String expected = segments.get(i);
      boolean fits =
          expected.startsWith("{") ? !path.get(i).isEmpty() : expected.equals(path.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Splits a path into segments. A trailing slash is ignored, as the services do. */
  static List<String> split(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    String trimmed = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
    return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("/", -1));
  }
}
