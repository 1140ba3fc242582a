package dev.weft.events.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weft.events.Excerpt;
import java.util.regex.Pattern;

/** Describes invalid JSON in the parser's words, without its internals. */
public final class JsonComplaint {

  private static final int MAX_LENGTH = 200;
  private static final Pattern INSIDES =
      Pattern.compile(
          "\\s*\\(start marker at \\[.*?]\\)"
              + "| for `ObjectNode`: not allowed when `.*?` enabled"
              + "|: enable `.*?` to allow");

  private JsonComplaint() {}

  /** Returns the description as one line without a full stop. */
  public static String of(JsonProcessingException e) {
    String said = e.getOriginalMessage();
    if (said.startsWith("Trailing token")) {
      return "there is data after the value";
    }
    String line = INSIDES.matcher(said).replaceAll("").lines().findFirst().orElse("");
    return Excerpt.cut(line, MAX_LENGTH);
  }
}
