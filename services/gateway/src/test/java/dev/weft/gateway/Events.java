package dev.weft.gateway;

import dev.weft.events.ModelRef;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.image.Timings;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.events.model.ServingRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events about one image for tests. Times are seconds after 1970-01-01T00:16:40Z. */
public final class Events {

  private Events() {}

  public static Instant at(long second) {
    return Instant.ofEpochSecond(1_000 + second);
  }

  public static ImageUploaded uploaded(String id, long second) {
    return new ImageUploaded(
        id,
        new ObjectRef("weft", "uploads/" + id, 3, "a".repeat(64)),
        "image/jpeg",
        at(second),
        null,
        Map.of("k", "v"));
  }

  public static ImageClassified classified(String id, String label, long second) {
    return classified(id, label, second, 1, ServingRole.PRIMARY);
  }

  public static ImageClassified classified(
      String id, String label, long second, int version, ServingRole role) {
    return new ImageClassified(
        id,
        new ObjectRef("weft", "uploads/" + id, 3, "a".repeat(64)),
        new ModelRef("clothing", version),
        role,
        List.of(new Prediction(label, 0.9), new Prediction("other", 0.1)),
        "onnx-cpu",
        new Timings(0.1, 0.1, 0.1, 0.1),
        at(0),
        at(second),
        Map.of(),
        null,
        null,
        null);
  }

  public static ImageLabeled labeled(String id, String label, long second) {
    return new ImageLabeled(
        id,
        new ObjectRef("weft", "uploads/" + id, 3, null),
        label,
        at(1),
        LabelSource.PERSON,
        "ann",
        at(second));
  }

  public static ImageRejected rejected(String id, long second) {
    return new ImageRejected(
        id,
        null,
        RejectionReason.NOT_AN_IMAGE,
        "the bytes are no image",
        new ImageRejected.Origin(Topics.IMAGES_UPLOADED, 0, second),
        at(second));
  }
}
