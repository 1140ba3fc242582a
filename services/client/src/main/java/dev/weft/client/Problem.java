package dev.weft.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weft.client.json.WeftJson;

/**
 * Why the server refused a request: its problem document (RFC 9457), or the best equivalent of a
 * response that is none.
 *
 * @param type the kind of problem, a URI; null if the response was no problem document
 * @param title summary of the kind; null if absent
 * @param status the HTTP status
 * @param detail what was wrong with this request, and what to do; null if absent
 * @param instance the requested path; null if absent
 */
public record Problem(String type, String title, int status, String detail, String instance) {

  private static final int MAX_TEXT = 200;

  /**
   * Reads a response.
   *
   * @param status the HTTP status, which takes precedence over the document's
   * @param body the response body, in any format
   */
  public static Problem of(int status, String body) {
    String text = body == null ? "" : body.strip();
    if (text.startsWith("{")) {
      try {
        Problem said = WeftJson.read(text, Problem.class);
        if (said.isPresent(said.title) || said.isPresent(said.detail)) {
          return new Problem(said.type, said.title, status, said.detail, said.instance);
        }
      } catch (JsonProcessingException e) {
        // Not JSON after all, such as a proxy's page that starts with a brace: shown as it is.
      }
    }
    String shown = text.isEmpty() || text.startsWith("<") ? "no details" : cut(text);
    return new Problem(null, null, status, shown, null);
  }

  /** Returns what was wrong, for people: the detail, or the title if there is no detail. */
  public String text() {
    return isPresent(detail) ? detail : title;
  }

  private boolean isPresent(String text) {
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
