package dev.weft.events.image;

import dev.weft.events.Excerpt;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A compact projection of an image's pooled features, for comparing images: Euclidean distances
 * between sketches are approximately proportional to those between the features. Computed by {@code
 * dev.weft.modelstore.reference.FeatureProjection}.
 *
 * @param space identifies the network that computed the features and the projection, 16 hexadecimal
 *     digits. Only sketches of the same space are comparable
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

  /** Encodes signed bytes. */
  public static FeatureSketch of(String space, byte[] values) {
    return new FeatureSketch(space, Base64.getEncoder().encodeToString(values));
  }

  /** Decodes the values. */
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
