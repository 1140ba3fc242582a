package dev.weft.rollout.measure;

import dev.weft.events.ModelRef;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.image.Timings;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSelection;
import dev.weft.events.label.LabelSource;
import dev.weft.events.model.ServingRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events about images for tests; times are seconds after {@link #START}. */
final class Events {

  static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  static final ModelRef ONE = new ModelRef("clothing", 1);
  static final ModelRef TWO = new ModelRef("clothing", 2);

  private Events() {}

  static Instant at(double second) {
    return START.plusMillis(Math.round(second * 1_000));
  }

  static ImageClassified classified(
      String id, ModelRef model, ServingRole role, String label, double second) {
    return classified(id, model, role, label, at(second));
  }

  static ImageClassified classified(
      String id,
      ModelRef model,
      ServingRole role,
      String label,
      double second,
      List<Integer> bins) {
    return classified(id, model, role, label, at(second), bins);
  }

  /** A classification that took 0.1 s of inference and ended 0.5 s after the upload. */
  static ImageClassified classified(
      String id, ModelRef model, ServingRole role, String label, Instant when) {
    return classified(id, model, role, label, when, null);
  }

  private static ImageClassified classified(
      String id, ModelRef model, ServingRole role, String label, Instant when, List<Integer> bins) {
    return new ImageClassified(
        id,
        new ObjectRef("weft", "uploads/" + id, 3, "a".repeat(64)),
        model,
        role,
        List.of(new Prediction(label, 0.75), new Prediction("other", 0.25)),
        "onnx-cpu",
        new Timings(0.1, 0.1, 0.1, 0.1),
        when.minusMillis(500),
        when,
        Map.of(),
        bins,
        null,
        null);
  }

  static ImageLabeled labeled(String id, String label, double second) {
    return labeled(id, label, at(second));
  }

  static ImageLabeled labeled(String id, String label, Instant when) {
    return new ImageLabeled(
        id,
        new ObjectRef("weft", "uploads/" + id, 3, null),
        label,
        START,
        LabelSource.PERSON,
        "ann",
        when);
  }

  /** A label of an image that the queue offered as part of the random sample. */
  static ImageLabeled labeledAtRandom(String id, String label, double second) {
    return new ImageLabeled(
        id,
        new ObjectRef("weft", "uploads/" + id, 3, null),
        label,
        START,
        LabelSource.PERSON,
        "ann",
        at(second),
        null,
        false,
        Map.of(),
        LabelSelection.RANDOM);
  }

  static ImageFailed failed(String id, ModelRef model, ServingRole role, double second) {
    return new ImageFailed(id, model, role, "the engine gave NaN", at(second));
  }

  static ImageRejected rejected(String id, ModelRef model, double second) {
    return new ImageRejected(
        id,
        null,
        RejectionReason.NOT_AN_IMAGE,
        "the bytes are no image",
        model,
        new ImageRejected.Origin(Topics.IMAGES_UPLOADED, 0, 7),
        at(second));
  }
}
