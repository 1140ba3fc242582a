package dev.weft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.Json;

/**
 * Why the server refused, from an {@code application/problem+json} body where there is one.
 *
 * @param status HTTP status
 * @param detail for people
 */
public record Problem(int status, String detail) {

  private static final int MAX_TEXT = 200;

  static Problem of(int status, String body) {
    String text = body == null ? "" : body.strip();
    if (text.startsWith("{")) {
      try {
        JsonNode json = Json.parse(text);
        String title = json.path("title").asText("");
        String detail = json.path("detail").asText("");
        if (!title.isEmpty() || !detail.isEmpty()) {
          return new Problem(status, detail.isEmpty() ? title : detail);
        }
      } catch (IllegalArgumentException e) {
        // Some proxy's page that starts with a brace: shown as it is.
      }
    }
    return new Problem(
        status, text.isEmpty() || text.startsWith("<") ? "no reason given" : cut(text));
  }

  /** What to do about it; empty if there is nothing to say. */
  String hint() {
    return switch (status) {
      case 401 -> "send a key that holds: --key-file FILE, or WEFT_API_KEY in the environment";
      case 403 -> "use a key with that role; `weft key create` makes one where the server runs";
      default -> "";
    };
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
  }

  @Override
  public String toString() {
    return "HTTP " + status + ": " + detail;
  }
}
