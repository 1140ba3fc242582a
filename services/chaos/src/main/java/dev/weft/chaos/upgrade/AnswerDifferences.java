package dev.weft.chaos.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares two responses of two releases in JSON, as clients that follow the compatibility rules
 * would: each field that the earlier response has must be in the later one with the same value.
 * Additional fields are ignored.
 */
final class AnswerDifferences {
  private final Set<String> ignored;
  private final Set<String> growing;
  private final boolean byOlder;
  private final List<String> found = new ArrayList<>();

  private AnswerDifferences(Set<String> ignored, Set<String> growing, boolean byOlder) {
    this.ignored = ignored;
    this.growing = growing;
    this.byOlder = byOlder;
  }

  /**
   * Returns the differences, each with its JSON pointer and both values; empty if there are none.
   *
   * @param ignored names of fields that change without an upgrade
   * @param growing names of fields with numbers that may grow, and must not fall
   * @param byOlder whether the later response is one of the older release, which may not know all
   *     fields
   */
  static List<String> of(
      JsonNode before, JsonNode after, Set<String> ignored, Set<String> growing, boolean byOlder) {
    AnswerDifferences differences = new AnswerDifferences(ignored, growing, byOlder);
    differences.compare("", "", before, after);
    return List.copyOf(differences.found);
  }

  private void compare(String pointer, String field, JsonNode before, JsonNode after) {
    if (before.isObject() && after.isObject()) {
      for (Map.Entry<String, JsonNode> one : before.properties()) {
        String name = one.getKey();
        if (!ignored.contains(name)) {
          compare(pointer + "/" + name, name, one.getValue(), after.path(name));
        }
      }
    } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        compare(pointer + "/" + i, field, before.get(i), after.get(i));
      }
    } else if (!isSame(field, before, after)) {
      found.add("%s was %s, is %s".formatted(pointer, text(before), text(after)));
    }
  }

  private boolean isSame(String field, JsonNode before, JsonNode after) {
    if (before.isNumber() && after.isNumber()) {
      int order = before.decimalValue().compareTo(after.decimalValue());
      return order == 0 || order < 0 && growing.contains(field);
    }
    // A field without a value may be left out.
    return before.equals(after) || after.isMissingNode() && (byOlder || before.isNull());
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "missing" : value.toString();
  }
}
