package dev.weft.testsupport.inputs;

import java.util.List;
import java.util.stream.Stream;

/**
 * Files that people, programs and attackers send instead of a valid image, for the default limits
 * of 20 MiB and 100 megapixels. Each file but one is below 1 MiB; that one has 21 MiB.
 */
public final class BadInputs {

  static final String NOT_AN_IMAGE = "not_an_image";
  static final String UNSUPPORTED_FORMAT = "unsupported_format";
  static final String CORRUPT_IMAGE = "corrupt_image";
  static final String TOO_LARGE = "too_large";
  static final String TOO_MANY_PIXELS = "too_many_pixels";

  private BadInputs() {}

  /** Returns all files. They are created anew at each call, and are always the same. */
  public static List<BadInput> all() {
    return Stream.of(
            NoImages.all(), Unreadable.all(), Broken.all(), BrokenJpegs.all(), Oversized.all())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns a file by its name. */
  public static BadInput named(String name) {
    return all().stream()
        .filter(input -> input.name().equals(name))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("there is no bad input " + name));
  }
}
