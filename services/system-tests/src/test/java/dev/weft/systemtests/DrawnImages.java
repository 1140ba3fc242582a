package dev.weft.systemtests;

import dev.weft.testsupport.garments.Garments;
import java.util.LinkedHashMap;
import java.util.Map;

/** Drawn garments by image id, the same in every run. */
final class DrawnImages {

  private DrawnImages() {}

  static Map<String, byte[]> named(String prefix, int count) {
    Garments garments = Garments.seeded(7);
    Map<String, byte[]> images = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      images.put("%s-%03d".formatted(prefix, i), garments.draw(i).jpeg());
    }
    return images;
  }
}
