package dev.weft.modelstore.reference;

import dev.weft.base.Sha256;
import dev.weft.imaging.Preprocessing;
import java.nio.ByteBuffer;

/**
 * Projects an image's pooled features onto {@value #DIMENSIONS} signed bytes, approximately
 * preserving distances. The features are divided by their sum and their square roots taken: the
 * distance of two such vectors is the Hellinger distance, 0 to the square root of 2. They are
 * multiplied by a matrix of random signs (Achlioptas, 2003, doi:10.1016/S0022-0000(03)00025-4) and
 * rounded. The distance of two sketches is approximately {@value #STEPS} * 8 times the Hellinger
 * distance.
 *
 * <p>The projection does not depend on images, so that sketches of all versions on one base are
 * comparable. Immutable, thread-safe.
 */
public final class FeatureProjection {

  /** Number of bytes of a sketch. */
  public static final int DIMENSIONS = Long.SIZE;

  private static final int VERSION = 1;

  /**
   * The value 1 in bytes: a component has variance 1 at most, and is clipped at four standard
   * deviations.
   */
  private static final float STEPS = 32;

  /** 1 or -1, by feature and dimension. */
  private static final float[] SIGNS = signs();

  private final String space;

  private FeatureProjection(String space) {
    this.space = space;
  }

  /**
   * Returns the projection for the features of a base.
   *
   * @param base identity of the network without its head
   * @param preprocessing the preprocessing of the images
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
   * Identifies the network, its preprocessing and this projection by 16 hexadecimal digits: only
   * sketches of the same space are comparable.
   */
  public String space() {
    return space;
  }

  /**
   * Computes an image's sketch.
   *
   * @param features pooled, {@value FeatureReference#FEATURES} values, none negative
   * @return {@value #DIMENSIONS} bytes; all 0 for features that are all 0
   * @throws IllegalArgumentException if their number is wrong
   */
  public byte[] sketch(float[] features) {
    FeatureReference.requireAll(features);
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

  /**
   * Derived from a hash, 256 bits at a time, so that every release and runtime has the same matrix.
   */
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
