package dev.weft.events.image;

import dev.weft.events.ImageId;
import dev.weft.events.ModelRef;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import dev.weft.events.model.FeatureBins;
import dev.weft.events.model.ServingRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One model version's answer for one image. Schema: {@code image-classified.v1}.
 *
 * @param imageId see {@link ImageId}
 * @param object the bytes that were classified; its SHA-256 is never null
 * @param model the version that answered
 * @param role the version's role for this image; a {@link ServingRole#SHADOW}'s answer reaches no
 *     user
 * @param predictions the most probable labels, most probable first, at least one
 * @param engine the engine that ran, such as {@code onnx-cpu}
 * @param timings time spent by stage
 * @param uploadedAt copied from the upload
 * @param classifiedAt when inference finished
 * @param tags copied from the upload
 * @param featureBins for each group of the version's reference, the bin that the image's pooled
 *     features fall into, from 0; null if the version has none. At most {@value FeatureBins#MOST}
 *     groups of as many bins
 * @param uncertainty whether the answer is uncertain, and why; null if the version has no rules for
 *     it
 * @param featureSketch sketch of the image's pooled features; null if the version's are not
 *     recorded, or it is a shadow
 */
public record ImageClassified(
    String imageId,
    ObjectRef object,
    ModelRef model,
    ServingRole role,
    List<Prediction> predictions,
    String engine,
    Timings timings,
    Instant uploadedAt,
    Instant classifiedAt,
    Map<String, String> tags,
    List<Integer> featureBins,
    Uncertainty uncertainty,
    FeatureSketch featureSketch)
    implements WeftEvent {

  public ImageClassified {
    ImageId.require(imageId);
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(object.sha256(), "object.sha256");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(role, "role");
    Require.text("engine", engine, 1, Integer.MAX_VALUE);
    Objects.requireNonNull(timings, "timings");
    Require.moment("uploadedAt", uploadedAt);
    Require.moment("classifiedAt", classifiedAt);
    predictions = List.copyOf(predictions);
    if (predictions.isEmpty()) {
      throw new IllegalArgumentException("predictions must contain at least one label");
    }
    tags = Tags.checked(tags);
    featureBins = FeatureBins.ofImage(featureBins);
  }

  @Override
  public String key() {
    return imageId;
  }

  @Override
  public Instant occurredAt() {
    return classifiedAt;
  }

  @Override
  public String identity() {
    return imageId + "/" + model;
  }
}
