package dev.weft.gateway.intake;

import dev.weft.events.image.Tags;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Tags in text form: {@code k=v,k2=v2}. */
public final class TagText {

  /** Maximum length: an S3 store accepts 2 KiB of metadata per object. */
  static final int MAX_CHARS = 1024;

  /** Tag with the file's name. */
  private static final String FILE = "file";

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private TagText() {}

  /**
   * Parses a header; values may be percent-encoded.
   *
   * @param text null for none
   * @throws IllegalArgumentException with a message for people, if it is not a list of pairs
   */
  public static Map<String, String> parse(String text) {
    Map<String, String> tags = new TreeMap<>();
    if (text == null || text.isBlank()) {
      return tags;
    }
    for (String pair : text.split(",")) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair.strip() : pair.substring(0, equals).strip();
      if (equals < 0 || !KEY.matcher(key).matches()) {
        throw new IllegalArgumentException(
            "tags must look like k=v,k2=v2 with keys that match " + KEY + ", but contain " + pair);
      }
      tags.put(key, decoded(pair.substring(equals + 1).strip()));
    }
    if (format(tags).length() > MAX_CHARS) {
      throw new IllegalArgumentException("tags are longer than " + MAX_CHARS + " characters");
    }
    return Tags.checked(tags);
  }

  /**
   * Adds a file's name as tag {@value #FILE}, truncated if it is long; not if the tag exists, or
   * there is no room.
   *
   * @param name given by the client, possibly with folders; null for none
   */
  public static Map<String, String> named(Map<String, String> tags, String name) {
    if (name == null || tags.containsKey(FILE) || tags.size() == Tags.MAX_COUNT) {
      return tags;
    }
    String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    Map<String, String> named = new TreeMap<>(tags);
    for (int end = base.length(); end > 0; end = base.offsetByCodePoints(end, -1)) {
      named.put(FILE, base.substring(0, end));
      if (end <= Tags.MAX_VALUE && format(named).length() <= MAX_CHARS) {
        return Tags.checked(named);
      }
    }
    return tags;
  }

  /** Formats tags as ASCII text, in the order of the keys; the inverse of {@link #parse}. */
  static String format(Map<String, String> tags) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(tags)
        .forEach(
            (key, value) ->
                text.append(text.isEmpty() ? "" : ",")
                    .append(key)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
    return text.toString();
  }

  private static String decoded(String value) {
    // Unlike in forms, a plus is literal.
    return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
