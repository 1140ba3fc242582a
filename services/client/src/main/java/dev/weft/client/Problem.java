package dev.weft.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weft.client.json.WeftJson;

/**
 * Why the server refused: its problem document (RFC 9457), or what can be made out of another
 * answer.
 *
 * @param type what kind, a URI; null if the answer was no problem document
 * @param title the kind in words; null if not said
 * @param status of HTTP
 * @param detail what was wrong this time, and what to do; null if not said
 * @param instance the path that was asked for; null if not said
 */
public record Problem(String type, String title, int status, String detail, String instance) {

  private static final int MAX_TEXT = 200;

  /**
   * From an answer.
   *
   * @param status of HTTP, which counts before the document's
   * @param body whatever came
   */
  public static Problem of(int status, String body) {
    String text = body == null ? "" : body.strip();
    if (text.startsWith("{")) {
      try {
        Problem said = WeftJson.read(text, Problem.class);
        if (said.isSaid(said.title) || said.isSaid(said.detail)) {
          return new Problem(said.type, said.title, status, said.detail, said.instance);
        }
      } catch (JsonProcessingException e) {
        // Some proxy's page that starts with a brace: shown as it is.
      }
    }
    String shown = text.isEmpty() || text.startsWith("<") ? "no reason given" : cut(text);
    return new Problem(null, null, status, shown, null);
  }

  /** What was wrong, for people: the detail, or the title where there is none. */
  public String text() {
    return isSaid(detail) ? detail : title;
  }

  private boolean isSaid(String text) {
    return text != null && !text.isEmpty();
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
  }

  @Override
  public String toString() {
    return "HTTP " + status + ": " + text();
  }
}
