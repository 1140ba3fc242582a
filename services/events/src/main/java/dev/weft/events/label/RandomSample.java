package dev.weft.events.label;

import dev.weft.base.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The images that are labeled as a random sample of all images. Membership depends on the image's
 * id alone: its {@link #draw} is a hash of the id, equivalent to a number drawn uniformly from
 * 0..1, and images with a draw below {@link #SHARE} are members. Every process and every release
 * therefore computes the same result without coordination, anyone can verify it, and it is
 * independent of any version's answer.
 *
 * <p>Neither the share nor the hash may change: images that had been offered because of versions'
 * answers would become members afterwards, while others that were already labeled would not, which
 * biases the sample.
 */
public final class RandomSample {

  /** Share of all images that are members. */
  public static final double SHARE = 0.2;

  private static final String PURPOSE = "weft random sample v1\n";

  private RandomSample() {}

  /** Whether an image is a member. */
  public static boolean contains(String imageId) {
    return draw(imageId) < SHARE;
  }

  /**
   * Returns the image's draw, from 0 (inclusive) to 1 (exclusive): the first 53 bits of SHA-256 of
   * a constant and the id, as a binary fraction. The images with the lowest draws of any set are a
   * random sample of it, without replacement.
   */
  public static double draw(String imageId) {
    byte[] hash = Sha256.of((PURPOSE + imageId).getBytes(StandardCharsets.UTF_8));
    return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
  }
}
