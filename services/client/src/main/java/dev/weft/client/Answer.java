package dev.weft.client;

import dev.weft.client.event.ImageEvent;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImageState;
import dev.weft.client.image.ModelRef;
import dev.weft.client.image.Prediction;
import dev.weft.client.image.ServingRole;
import dev.weft.client.image.Timings;
import dev.weft.client.image.Uncertainty;
import java.util.List;
import java.util.Optional;

/**
 * The final outcome of an image: a prediction or a rejection. Shadows' predictions do not count.
 */
public sealed interface Answer {

  String imageId();

  /**
   * A prediction.
   *
   * @param imageId the image
   * @param label the most probable label
   * @param probability its probability, 0..1
   * @param model such as {@code clothing:1}
   * @param engine such as {@code onnx-cpu}
   * @param inferSeconds the engine's run of the batch that held the image; NaN if unknown
   * @param uncertain why the answer is uncertain, such as {@code low_confidence}; empty if it is
   *     not, null if the version has no rules for it
   */
  record Classified(
      String imageId,
      String label,
      double probability,
      String model,
      String engine,
      double inferSeconds,
      List<String> uncertain)
      implements Answer {

    /** A prediction of a version that has no rules for uncertain answers. */
    public Classified(
        String imageId,
        String label,
        double probability,
        String model,
        String engine,
        double inferSeconds) {
      this(imageId, label, probability, model, engine, inferSeconds, null);
    }
  }

  /**
   * The image was rejected and will never be classified.
   *
   * @param imageId the image
   * @param reason for machines, such as {@code not_an_image}
   * @param detail for people
   */
  record Rejected(String imageId, String reason, String detail) implements Answer {}

  /**
   * Returns the answer that an event of the stream carries; empty for events that answer no user,
   * such as a shadow's.
   */
  static Optional<Answer> of(ImageEvent event) {
    if (event.imageId() == null) {
      return Optional.empty();
    }
    if (event instanceof ImageEvent.Classified it) {
      return classified(
          it.imageId(),
          it.role(),
          it.predictions(),
          it.model(),
          it.engine(),
          it.timings(),
          it.uncertainty());
    }
    return event instanceof ImageEvent.Rejected it
        ? Optional.of(new Rejected(it.imageId(), it.reason(), it.detail()))
        : Optional.empty();
  }

  /** Returns the answer of an image; empty if there is none yet. */
  static Optional<Answer> of(Image image) {
    if (image.state() == ImageState.REJECTED && image.rejection() != null) {
      Image.Rejection why = image.rejection();
      return Optional.of(new Rejected(image.id(), why.reason(), why.detail()));
    }
    return image.predictions().stream()
        .flatMap(
            it ->
                classified(
                    image.id(),
                    it.role(),
                    it.labels(),
                    it.model(),
                    it.engine(),
                    it.timings(),
                    it.uncertainty())
                    .stream())
        .findFirst();
  }

  private static Optional<Answer> classified(
      String imageId,
      ServingRole role,
      List<Prediction> labels,
      ModelRef model,
      String engine,
      Timings timings,
      Uncertainty uncertainty) {
    if (role == ServingRole.SHADOW || labels.isEmpty()) {
      return Optional.empty();
    }
    Prediction first = labels.get(0);
    return Optional.of(
        new Classified(
            imageId,
            first.label(),
            first.probability(),
            model.toString(),
            engine,
            timings == null ? Double.NaN : timings.inferSeconds(),
            uncertainty == null ? null : uncertainty.reasons()));
  }
}
