package dev.weft.modelstore.reference;

import dev.weft.base.Sha256;
import dev.weft.imaging.Preprocessing;
import java.nio.ByteBuffer;

/**
 * Projects an image's pooled features onto {@value #DIMENSIONS} signed bytes that about keep their
 * distances. The features are divided by their sum, so that they are shares, and their square roots
 * taken: the distance of two such vectors is that of Hellinger, 0 to the square root of 2. They are
 * multiplied by a matrix of random signs (Achlioptas, 2003, doi:10.1016/S0022-0000(03)00025-4) and
 * rounded. So a distance of two sketches is about {@value #STEPS} * 8 times that of Hellinger.
 *
 * <p>Nothing is learned from images, so that sketches of all versions on one base can be compared.
 * Immutable, thread-safe.
 */
public final class FeatureProjection {

  /** Bytes of a sketch. */
  public static final int DIMENSIONS = Long.SIZE;

  private static final int VERSION = 1;

  /** What 1 is in bytes: a value has variance 1 at most, and is cut off at four times its root. */
  private static final float STEPS = 32;

  /** 1 or -1, by feature and dimension. */
  private static final float[] SIGNS = signs();

  private final String space;

  private FeatureProjection(String space) {
    this.space = space;
  }

  /**
   * The projection of what one base gives.
   *
   * @param base names the network that gives the features, whatever its head is
   * @param preprocessing that it sees images through
   */
  public static FeatureProjection of(String base, Preprocessing preprocessing) {
    return new FeatureProjection(
        Sha256.hex(
            "weft feature projection %d\n%s\n%d %d %s %s"
                .formatted(
                    VERSION,
                    base,
                    preprocessing.width(),
                    preprocessing.height(),
                    preprocessing.resize().name(),
                    preprocessing.scaling().name()),
            8));
  }

  /**
   * Names the network, its preprocessing and this projection, 16 hexadecimal digits: only sketches
   * with the same may be compared.
   */
  public String space() {
    return space;
  }

  /**
   * An image's sketch.
   *
   * @param features pooled, {@value FeatureReference#FEATURES} of them, none below 0
   * @return {@value #DIMENSIONS} bytes; all 0 for features that are all 0
   * @throws IllegalArgumentException if there are more or fewer
   */
  public byte[] sketch(float[] features) {
    if (features.length != FeatureReference.FEATURES) {
      throw new IllegalArgumentException(
          "an image has " + FeatureReference.FEATURES + " pooled features, not " + features.length);
    }
    double sum = 0;
    for (float feature : features) {
      sum += Math.max(0, feature);
    }
    float[] values = new float[DIMENSIONS];
    for (int i = 0; i < features.length; i++) {
      float root = (float) Math.sqrt(Math.max(0, features[i]));
      for (int d = 0; d < DIMENSIONS; d++) {
        values[d] += root * SIGNS[i * DIMENSIONS + d];
      }
    }
    double scale = sum > 0 ? STEPS / Math.sqrt(sum) : 0;
    byte[] sketch = new byte[DIMENSIONS];
    for (int d = 0; d < DIMENSIONS; d++) {
      sketch[d] = (byte) Math.max(-127, Math.min(127, Math.round(values[d] * scale)));
    }
    return sketch;
  }

  /** From a hash, so that every release and every runtime has the same: 256 bits at a time. */
  private static float[] signs() {
    float[] signs = new float[FeatureReference.FEATURES * DIMENSIONS];
    for (int block = 0, at = 0; at < signs.length; block++) {
      ByteBuffer bits =
          ByteBuffer.wrap(
              Sha256.of("weft feature projection %d signs %d".formatted(VERSION, block)));
      while (bits.hasRemaining()) {
        long row = bits.getLong();
        for (int d = 0; d < Long.SIZE; d++) {
          signs[at++] = (row >>> d & 1) == 0 ? 1 : -1;
        }
      }
    }
    return signs;
  }
}
