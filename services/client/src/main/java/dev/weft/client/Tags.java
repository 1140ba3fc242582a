package dev.weft.client;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tags of an image, among them {@code file}, the name of the image's file. */
public final class Tags {

  /** The tag that the page and the command line show as the image's name. */
  public static final String FILE = "file";

  /** Percent-encoded; a request's tags may have 1024 characters in all. */
  private static final int MAX_CHARS = 300;

  private Tags() {}

  /** Adds the file's name as a tag, shortened if it is long; an existing tag is kept. */
  public static Map<String, String> withFile(Map<String, String> tags, Path file) {
    Map<String, String> added = new TreeMap<>(tags);
    added.putIfAbsent(FILE, cut(file.getFileName().toString()));
    return added;
  }

  /** Encodes tags for the {@code Weft-Tags} header; null if there are none. */
  static String header(Map<String, String> tags) {
    return tags.isEmpty()
        ? null
        : new TreeMap<>(tags)
            .entrySet().stream()
                .map(tag -> tag.getKey() + "=" + Call.encode(tag.getValue()))
                .collect(Collectors.joining(","));
  }

  private static String cut(String name) {
    int end = name.length();
    while (Call.encode(name.substring(0, end)).length() > MAX_CHARS) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end);
  }
}
