package dev.weft.classifier.serving;

import dev.weft.base.Sha256;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Splits images between the serving version and the candidate. An image has a uniformly distributed
 * position in [0, 100) that depends only on its id and the rollout's: every replica decides alike,
 * a repeated image goes to the same version, and an image of the candidate stays with it while its
 * weight grows. Another rollout selects other images.
 *
 * @param rolloutId of the rollout in progress
 * @param weight percentage of the images that the candidate answers
 * @param shadow percentage of the images that it classifies in addition to the serving version
 */
public record TrafficSplit(String rolloutId, int weight, int shadow) {

  /** No rollout is in progress: the candidate gets no images. */
  public static final TrafficSplit NONE = new TrafficSplit("", 0, 0);

  private static final int ALL = 100;

  public TrafficSplit {
    Objects.requireNonNull(rolloutId, "rolloutId");
    if (weight < 0 || weight > ALL || shadow < 0 || shadow > ALL) {
      throw new IllegalArgumentException(
          "weight and shadow must be between 0 and 100, but are " + weight + " and " + shadow);
    }
  }

  /** Whether the candidate answers. */
  public boolean isCandidates(String imageId) {
    return weight > 0 && position(rolloutId + "/" + imageId) < weight;
  }

  /**
   * Whether the candidate classifies the image in addition to the serving version, if that answers.
   * Independent of {@link #isCandidates}.
   */
  public boolean isShadowed(String imageId) {
    return shadow > 0 && position("shadow/" + rolloutId + "/" + imageId) < shadow;
  }

  /** Maps the first 53 bits of the SHA-256 to [0, 100). */
  private static double position(String text) {
    long first = ByteBuffer.wrap(Sha256.of(text)).getLong();
    return (first >>> 11) * 0x1p-53 * ALL;
  }
}
