package dev.weft.console.rollout;

import dev.weft.client.figures.VersionFigures;
import dev.weft.client.rollout.Rollout;
import dev.weft.console.terminal.Format;
import java.util.Locale;

/** Formats measured values in their units. */
final class MetricFormat {

  private static final String NONE = "-";

  private MetricFormat() {}

  /** A measurement with its interval, such as {@code -1.2 % (-8.0 to 5.5)}. */
  static String measured(Rollout.Measured measured) {
    if (measured.value() == null) {
      return NONE;
    }
    String value = value(measured, measured.value());
    return measured.low() == null || measured.high() == null
        ? value
        : "%s (%s to %s)"
            .formatted(value, value(measured, measured.low()), value(measured, measured.high()));
  }

  /** Whether a measurement's interval is sequential, and whether it is based on pairs. */
  static String basis(Rollout.Measured measured) {
    String holds = measured.sequential() ? "anytime-valid" : "single look";
    return measured.paired() ? holds + ", paired" : holds;
  }

  private static String value(Rollout.Measured measured, double value) {
    if (measured.successCondition().startsWith("ratio")) {
      return String.format(Locale.ROOT, "%.2f x", value);
    }
    boolean difference = measured.successCondition().startsWith("difference");
    String sign = difference && value > 0 ? "+" : "";
    return sign
        + switch (measured.metric()) {
          case ACCURACY, AGREEMENT, FAILURE_RATE, REJECTION_RATE -> Format.percent(value);
          case CONFIDENCE, ENTROPY, LABEL_SHIFT -> Format.probability(value);
          default -> seconds(value);
        };
  }

  /** Formats a duration, such as {@code 0.148 s}. */
  static String seconds(Double seconds) {
    return seconds == null ? NONE : String.format(Locale.ROOT, "%.3f s", seconds);
  }

  /** Formats a share with its interval, such as {@code 91.2 % (81-96) of 57}. */
  static String share(VersionFigures.Share share) {
    return share.value() == null
        ? NONE
        : String.format(
            Locale.ROOT,
            "%s (%.0f-%.0f) of %d",
            Format.percent(share.value()),
            share.low() * 100,
            share.high() * 100,
            share.whole());
  }

  /**
   * Formats an estimate with its interval and the labels that correct it, such as {@code 91.2 %
   * (88-94), 60 random labels}.
   *
   * @param estimate null if the gateway is of an earlier release that does not estimate
   */
  static String estimate(VersionFigures.AccuracyEstimate estimate) {
    if (estimate == null || estimate.value() == null) {
      return NONE;
    }
    return String.format(
        Locale.ROOT,
        "%s (%.0f-%.0f), %d %s labels%s",
        Format.percent(estimate.value()),
        estimate.low() * 100,
        estimate.high() * 100,
        estimate.labels(),
        estimate.random() ? "random" : "chosen",
        estimate.calibrated() ? "" : ", not calibrated");
  }

  /** Formats a share without its interval. */
  static String percent(VersionFigures.Share share) {
    return share.value() == null ? NONE : Format.percent(share.value());
  }
}
