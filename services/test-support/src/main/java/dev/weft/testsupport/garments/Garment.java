package dev.weft.testsupport.garments;

import java.util.Objects;

/**
 * A drawn picture.
 *
 * @param label its label, one of {@link Garments#LABELS}
 * @param name a file name that is unique within a seed, such as {@code hat-0007.jpg}
 * @param jpeg the file
 */
public record Garment(String label, String name, byte[] jpeg) {
  public Garment {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(name, "name");
    jpeg = jpeg.clone();
  }

  @Override
  public byte[] jpeg() {
    return jpeg.clone();
  }
}
