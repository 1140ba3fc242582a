package dev.weft.trainer.dataset;

import dev.weft.base.Sha256;
import dev.weft.features.ImageObject;
import dev.weft.features.PerceptualHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Labeled images that consist of metadata only. */
final class Labels {
  final List<LabeledImage> images = new ArrayList<>();
  final Map<String, PerceptualHash> looks = new HashMap<>();
  private final Random random = new Random(1);

  static Labels of(String label, int count) {
    return new Labels().and(label, count);
  }

  Labels and(String label, int count) {
    for (int i = 0; i < count; i++) {
      add(label + "-" + i, label, look());
    }
    return this;
  }

  PerceptualHash look() {
    return new PerceptualHash(
        random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  /** Adds an image; later ones have later upload times. */
  void add(String id, String label, PerceptualHash look) {
    String sha256 = Sha256.hex(id);
    looks.put(sha256, look);
    images.add(
        new LabeledImage(
            id,
            new ImageObject("weft", "uploads/" + id, 7, sha256),
            label,
            Instant.EPOCH.plusSeconds(images.size())));
  }

  DatasetResult build(int minimum) {
    return build(minimum, Map.of());
  }

  DatasetResult build(ClassRules rules) {
    return build(rules, 0);
  }

  DatasetResult build(ClassRules rules, int crossValidateBelow) {
    return new DatasetBuilder(SplitRatios.DEFAULT, rules, crossValidateBelow)
        .build(Candidates.of(images, rules), looks, Map.of());
  }

  DatasetResult build(int minimum, Map<String, String> unreadable) {
    return new DatasetBuilder(SplitRatios.DEFAULT, minimum)
        .build(Candidates.of(images, minimum), looks, unreadable);
  }

  /** An id with a prefix that the split assigns to a side. */
  static String idOn(Split side, String start) {
    for (int i = 0; ; i++) {
      if (SplitRatios.DEFAULT.sideOf(start + i) == side) {
        return start + i;
      }
    }
  }
}
