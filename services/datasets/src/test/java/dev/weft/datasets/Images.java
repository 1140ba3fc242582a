package dev.weft.datasets;

import dev.weft.events.image.ObjectRef;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import java.time.Instant;
import java.util.Map;

/** Labeled images for tests. */
final class Images {
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00.123456Z");

  private Images() {}

  static DatasetImage image(String id, String label) {
    return image(id, label, Map.of());
  }

  static DatasetImage image(String id, String label, Map<String, String> tags) {
    return new DatasetImage(
        new ImageLabeled(
            id,
            new ObjectRef("weft", "uploads/" + id, 7, "a".repeat(64)),
            label,
            NOON.minusSeconds(60),
            LabelSource.FOLDER,
            "ann",
            NOON,
            "tops"),
        tags);
  }
}
