package dev.weft.systemtests;

import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.garments.Garments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Drawn garments by image id; they are the same in every run. */
public final class DrawnImages {

  private DrawnImages() {}

  public static Map<String, byte[]> named(String prefix, int count) {
    Garments garments = Garments.seeded(7);
    Map<String, byte[]> images = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      images.put("%s-%03d".formatted(prefix, i), garments.draw(i).jpeg());
    }
    return images;
  }

  /** Garments of some classes in turn, with image ids of the form {@code prefix-class-number}. */
  public static Map<String, Garment> of(String prefix, List<String> labels, int count) {
    Garments garments = Garments.seeded(11);
    Map<String, Garment> images = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String label = labels.get(i % labels.size());
      images.put("%s-%s-%03d".formatted(prefix, label, i), garments.draw(label, i));
    }
    return images;
  }
}
