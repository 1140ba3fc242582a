package dev.weft.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/** Checks of record components in constructors, so that a record always conforms to its schema. */
public final class Require {

  /** RFC 3339 allows years of four digits only. */
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Require() {}

  public static void text(String name, String value, int min, int max) {
    Objects.requireNonNull(value, name);
    int length = value.codePointCount(0, value.length());
    if (length < min || length > max) {
      throw new IllegalArgumentException(
          "%s must have %d to %d characters, but has %d: %s"
              .formatted(name, min, max, length, Excerpt.of(value)));
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException(
          name + " must be text, but contains half a character (a lone surrogate)");
    }
  }

  public static void matching(String name, String value, Pattern pattern) {
    Objects.requireNonNull(value, name);
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(
          name + " must match " + pattern + ", but is " + Excerpt.of(value));
    }
  }

  public static void moment(String name, Instant value) {
    Objects.requireNonNull(value, name);
    if (value.isBefore(FIRST) || value.isAfter(LAST)) {
      throw new IllegalArgumentException(
          name + " must be in the years 0000 to 9999, but is " + value);
    }
  }

  /** Checks an optional number. */
  public static void atLeast(String name, Integer value, int min) {
    if (value != null && value < min) {
      throw new IllegalArgumentException(name + " must be at least " + min + ", but is " + value);
    }
  }

  /** Checks a required number. */
  public static void atLeast(String name, Long value, long min) {
    Objects.requireNonNull(value, name);
    if (value < min) {
      throw new IllegalArgumentException(name + " must be at least " + min + ", but is " + value);
    }
  }

  /** Checks a required number: finite and not negative. */
  public static void notNegative(String name, Double value) {
    Objects.requireNonNull(value, name);
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + " must be a number of at least 0, but is " + value);
    }
  }

  /** Checks an optional share, 0..1. */
  public static void share(String name, Double value) {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be between 0 and 1, but is " + value);
    }
  }

  /** Checks an optional learning rate. */
  public static void rate(String name, Double value) {
    if (value != null && !(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name + " must be greater than 0 and at most 1, but is " + value);
    }
  }
}
