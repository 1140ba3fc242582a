package dev.weft.events.label;

import dev.weft.base.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The images that are labeled as a random sample of all that come in. Whether an image belongs to
 * it is a matter of its id alone: its {@link #draw} is a hash of the id, as good as a number drawn
 * uniformly from 0..1, and those below {@link #SHARE} belong. So every process and every release
 * gives the same answer without asking, anyone can check it, and no version's answer has any part
 * in it.
 *
 * <p>Neither the share nor the hash may change: images that were offered for what versions said of
 * them would join the sample afterwards without those that already have a label, and bias it.
 */
public final class RandomSample {

  /** Of all images, this share belongs to the sample. */
  public static final double SHARE = 0.2;

  private static final String PURPOSE = "weft random sample v1\n";

  private RandomSample() {}

  /** Whether an image belongs to the sample. */
  public static boolean contains(String imageId) {
    return draw(imageId) < SHARE;
  }

  /**
   * The image's place in 0 (inclusive) to 1 (exclusive): the first 53 bits of SHA-256 of a constant
   * and the id, as a binary fraction. The images with the lowest draws of any set are a random
   * sample of it, without replacement.
   */
  public static double draw(String imageId) {
    byte[] hash = Sha256.of((PURPOSE + imageId).getBytes(StandardCharsets.UTF_8));
    return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
  }
}
