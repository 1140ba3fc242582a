package dev.weft.trainer.features;

import java.util.HexFormat;

/** An image and how it is shown: 126 bits of its SHA-256 are enough to tell images apart. */
record FeatureKey(long high, long low, int shown) {

  /** The image's alone, however it is shown. */
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
