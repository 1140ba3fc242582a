package dev.weft.features;

import java.util.HexFormat;

/**
 * Key of an image's features: 126 bits of its SHA-256, which suffice to identify an image, and the
 * augmentation.
 */
record FeatureKey(long high, long low, int shown) {

  /** Returns the key of the image alone, without an augmentation. */
  static FeatureKey image(String sha256) {
    return new FeatureKey(
        HexFormat.fromHexDigitsToLong(sha256, 0, 16),
        HexFormat.fromHexDigitsToLong(sha256, 16, 32),
        0);
  }

  static FeatureKey of(String sha256, Augmentation shown) {
    return new FeatureKey(
        HexFormat.fromHexDigitsToLong(sha256, 0, 16),
        HexFormat.fromHexDigitsToLong(sha256, 16, 32),
        shown.number());
  }
}
