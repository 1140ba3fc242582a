package dev.weft.events.image;

import dev.weft.events.Excerpt;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * An image's pooled features in a few bytes, so that images can be compared: Euclidean distances
 * between sketches are about proportional to those between the features that they were made of.
 * What they are made by is {@code dev.weft.modelstore.reference.FeatureProjection}.
 *
 * @param space names what gave the features and how they were projected, 16 hexadecimal digits.
 *     Only sketches of the same space may be compared
 * @param values base64 of {@value #LEAST_BYTES} to {@value #MOST_BYTES} signed bytes
 */
public record FeatureSketch(String space, String values) {

  private static final int LEAST_BYTES = 8;
  private static final int MOST_BYTES = 256;
  private static final Pattern SPACE = Pattern.compile("[0-9a-f]{16}");

  public FeatureSketch {
    if (space == null || !SPACE.matcher(space).matches()) {
      throw new IllegalArgumentException(
          "featureSketch.space must be 16 hexadecimal digits, but is "
              + (space == null ? "missing" : Excerpt.of(space)));
    }
    decode(values);
  }

  /** Of signed bytes. */
  public static FeatureSketch of(String space, byte[] values) {
    return new FeatureSketch(space, Base64.getEncoder().encodeToString(values));
  }

  /** The values, decoded anew. */
  public byte[] bytes() {
    return decode(values);
  }

  private static byte[] decode(String values) {
    if (values == null) {
      throw new IllegalArgumentException("featureSketch.values is missing");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "featureSketch.values must be base64, but is " + Excerpt.of(values), e);
    }
    if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "featureSketch.values must have %d to %d bytes, but has %d"
              .formatted(LEAST_BYTES, MOST_BYTES, bytes.length));
    }
    return bytes;
  }
}
