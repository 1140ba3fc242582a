package dev.weft.trainer.features;

import java.util.HexFormat;

/** An image and which way round: 126 bits of its SHA-256 are enough to tell images apart. */
record FeatureKey(long high, long low, boolean flipped) {

  static FeatureKey of(String sha256, boolean flipped) {
    return new FeatureKey(
        HexFormat.fromHexDigitsToLong(sha256, 0, 16),
        HexFormat.fromHexDigitsToLong(sha256, 16, 32),
        flipped);
  }
}
