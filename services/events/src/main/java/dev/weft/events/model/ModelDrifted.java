package dev.weft.events.model;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.events.ModelRef;
import dev.weft.events.Require;
import dev.weft.events.TrainingId;
import dev.weft.events.WeftEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * Live images have drifted from a version's training images. Schema: {@code model-drifted.v1}.
 *
 * @param model the version
 * @param of the distribution that has shifted
 * @param index population stability index, live against training, at least 0
 * @param threshold the threshold that the index exceeds
 * @param images number of classified images that it is computed from
 * @param from when the first of them was classified
 * @param to when the last of them was
 * @param trainingId the training that was requested for it; null if none was
 * @param detectedAt when the drift was detected
 */
public record ModelDrifted(
    ModelRef model,
    Of of,
    Double index,
    Double threshold,
    Long images,
    Instant from,
    Instant to,
    String trainingId,
    Instant detectedAt)
    implements WeftEvent {

  public ModelDrifted {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(of, "of");
    Require.notNegative("index", index);
    Require.notNegative("threshold", threshold);
    images = images == null ? 0 : images;
    Require.atLeast("images", images, 0);
    Require.moment("from", from);
    Require.moment("to", to);
    if (trainingId != null) {
      TrainingId.require(trainingId);
    }
    Require.moment("detectedAt", detectedAt);
  }

  /** The distribution that has shifted. */
  public enum Of {
    /** The distribution of predicted labels. */
    LABELS,
    /** The distribution of pooled features. */
    FEATURES;

    /** The name in events, such as {@code labels}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The model's name. */
  @Override
  public String key() {
    return model.name();
  }

  @Override
  public Instant occurredAt() {
    return detectedAt;
  }

  @Override
  public String identity() {
    return model + "/" + of.code() + "/" + detectedAt;
  }
}
