package dev.weft.testsupport.inputs;

import java.util.Objects;

/**
 * A file that can never be classified.
 *
 * @param name describes the fault, and is a valid file name, such as {@code png-cut-in-half.png}
 * @param reason the expected rejection reason, as spelled in events: {@code not_an_image}, {@code
 *     unsupported_format}, {@code corrupt_image}, {@code too_large} or {@code too_many_pixels}
 * @param bytes the file
 */
public record BadInput(String name, String reason, byte[] bytes) {
  public BadInput {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(reason, "reason");
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the name, which parameterized tests display. */
  @Override
  public String toString() {
    return name;
  }
}
