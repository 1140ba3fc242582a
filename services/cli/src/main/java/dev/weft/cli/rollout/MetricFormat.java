package dev.weft.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.terminal.Format;
import java.util.Locale;

/** Measured values in their units. */
final class MetricFormat {

  private static final String NONE = "-";

  private MetricFormat() {}

  /**
   * A measurement with its interval, such as {@code -1.2 % (-8.0 to 5.5)}.
   *
   * @param measured of a condition, as the API has it
   */
  static String measured(JsonNode measured) {
    if (!measured.path("value").isNumber()) {
      return NONE;
    }
    String metric = measured.path("metric").asText();
    String condition = measured.path("successCondition").asText();
    String value = value(metric, condition, measured.path("value").asDouble());
    if (!measured.path("low").isNumber() || !measured.path("high").isNumber()) {
      return value;
    }
    String low = value(metric, condition, measured.path("low").asDouble());
    String high = value(metric, condition, measured.path("high").asDouble());
    return value + " (" + low + " to " + high + ")";
  }

  private static String value(String metric, String condition, double value) {
    if (condition.startsWith("ratio")) {
      return String.format(Locale.ROOT, "%.2f x", value);
    }
    boolean difference = condition.startsWith("difference");
    String sign = difference && value > 0 ? "+" : "";
    return sign
        + switch (metric) {
          case "accuracy", "agreement", "failure-rate", "rejection-rate" -> Format.percent(value);
          case "confidence", "entropy", "label-shift" -> Format.probability(value);
          default -> seconds(value);
        };
  }

  /** Such as {@code 0.148 s}. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f s", seconds);
  }

  /** Seconds that may be missing. */
  static String seconds(JsonNode seconds) {
    return seconds.isNumber() ? seconds(seconds.asDouble()) : NONE;
  }

  /** A share with its interval, such as {@code 91.2 % (81-96) of 57}. */
  static String share(JsonNode share) {
    if (!share.path("value").isNumber()) {
      return NONE;
    }
    return String.format(
        Locale.ROOT,
        "%s (%.0f-%.0f) of %d",
        Format.percent(share.path("value").asDouble()),
        share.path("low").asDouble() * 100,
        share.path("high").asDouble() * 100,
        share.path("whole").asLong());
  }

  /** A share without its interval. */
  static String percent(JsonNode share) {
    return share.path("value").isNumber() ? Format.percent(share.path("value").asDouble()) : NONE;
  }
}
