package dev.weft.client;

import dev.weft.client.event.ImageEvent;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImageState;
import dev.weft.client.image.ModelRef;
import dev.weft.client.image.Prediction;
import dev.weft.client.image.Role;
import dev.weft.client.image.Timings;
import dev.weft.client.image.Uncertainty;
import java.util.List;
import java.util.Optional;

/** What became of an image: the one answer that counts, not what shadows say. */
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
   * @param inferSeconds the engine's run of the batch that held the image; NaN if not said
   * @param uncertain why the answer is uncertain, such as {@code low_confidence}; empty if it is
   *     not, null if the version does not say
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

    /** Of a version that does not say how far its answers are to be relied on. */
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
   * No prediction, ever.
   *
   * @param imageId the image
   * @param reason for machines, such as {@code not_an_image}
   * @param detail for people
   */
  record Rejected(String imageId, String reason, String detail) implements Answer {}

  /** From an event of the stream; empty for what answers no user, such as a shadow. */
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

  /** From what is known of an image; empty while there is none. */
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
      Role role,
      List<Prediction> labels,
      ModelRef model,
      String engine,
      Timings timings,
      Uncertainty uncertainty) {
    if (role == Role.SHADOW || labels.isEmpty()) {
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
