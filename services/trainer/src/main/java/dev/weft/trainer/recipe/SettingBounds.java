package dev.weft.trainer.recipe;

/**
 * Bounds of settings. Separate from {@link Recipe}, whose static defaults are built from its parts:
 * creating a part must not initialise them.
 */
final class SettingBounds {
  private SettingBounds() {}

  static <T> T or(T wish, T otherwise) {
    return wish == null ? otherwise : wish;
  }

  static void requireAtLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, but is " + value);
    }
  }

  static void requireRate(double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "a learning rate must be greater than 0 and at most 1, but is " + value);
    }
  }

  static void requireShare(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " must be between 0 and 1, but is " + value);
    }
  }

  static void requireNotNegative(String what, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(what + " must be at least 0, but is " + value);
    }
  }

  static void requireBelowOne(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          what + " must be at least 0 and less than 1, but is " + value);
    }
  }
}
