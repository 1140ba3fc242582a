package dev.weft.classifier.serving;

import dev.weft.base.Sha256;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Which images are the candidate's. An image has a position in [0, 100) that depends on its id and
 * the rollout's alone, evenly spread: every replica decides the same, a repeated image goes the
 * same way, and an image that is the candidate's stays so while its weight grows. Another rollout
 * has other images.
 *
 * @param rolloutId of the rollout under way
 * @param weight per cent of the images that the candidate answers
 * @param shadow per cent of the images that it classifies beside the serving version
 */
public record TrafficSplit(String rolloutId, int weight, int shadow) {

  /** No rollout is under way: no image is a candidate's. */
  public static final TrafficSplit NONE = new TrafficSplit("", 0, 0);

  private static final int ALL = 100;

  public TrafficSplit {
    Objects.requireNonNull(rolloutId, "rolloutId");
    if (weight < 0 || weight > ALL || shadow < 0 || shadow > ALL) {
      throw new IllegalArgumentException(
          "weight and shadow must lie in 0..100, but are " + weight + " and " + shadow);
    }
  }

  /** Whether the candidate answers. */
  public boolean isCandidates(String imageId) {
    return weight > 0 && position(rolloutId + "/" + imageId) < weight;
  }

  /**
   * Whether the candidate classifies beside the serving version, if that answers. Independent of
   * {@link #isCandidates}.
   */
  public boolean isShadowed(String imageId) {
    return shadow > 0 && position("shadow/" + rolloutId + "/" + imageId) < shadow;
  }

  /** The first 53 bits of the SHA-256, as a share of all, in per cent. */
  private static double position(String text) {
    long first = ByteBuffer.wrap(Sha256.of(text)).getLong();
    return (first >>> 11) * 0x1p-53 * ALL;
  }
}
