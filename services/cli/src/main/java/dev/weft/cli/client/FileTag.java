package dev.weft.cli.client;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tag {@code file}: what an image's file is called, for those who look at it later. */
public final class FileTag {

  private static final String NAME = "file";

  /** Percent-encoded; a request's tags may have 1024 together. */
  private static final int MAX_CHARS = 300;

  private FileTag() {}

  /** The tags with the file's name, cut if it is long; one that is there already stays. */
  public static Map<String, String> added(Map<String, String> tags, Path file) {
    Map<String, String> added = new TreeMap<>(tags);
    added.putIfAbsent(NAME, cut(file.getFileName().toString()));
    return added;
  }

  /** Tags as the header {@code Weft-Tags} has them. */
  static String header(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> tag.getKey() + "=" + WeftClient.encode(tag.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String cut(String name) {
    int end = name.length();
    while (WeftClient.encode(name.substring(0, end)).length() > MAX_CHARS) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end);
  }
}
