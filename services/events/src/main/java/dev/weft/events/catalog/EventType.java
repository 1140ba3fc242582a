package dev.weft.events.catalog;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageErased;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.model.ModelDrifted;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelPublished;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutRefused;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRequested;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table of all events: record, CloudEvents type, schema and topic. */
public enum EventType {
  IMAGE_UPLOADED(
      ImageUploaded.class, "weft.image.uploaded.v1", "image-uploaded.v1", Topics.IMAGES_UPLOADED),
  IMAGE_CLASSIFIED(
      ImageClassified.class,
      "weft.image.classified.v1",
      "image-classified.v1",
      Topics.IMAGES_CLASSIFIED),
  IMAGE_REJECTED(
      ImageRejected.class, "weft.image.rejected.v1", "image-rejected.v1", Topics.IMAGES_REJECTED),
  IMAGE_LABELED(
      ImageLabeled.class, "weft.image.labeled.v1", "image-labeled.v1", Topics.IMAGES_LABELED),
  TRAINING_REQUESTED(
      TrainingRequested.class,
      "weft.training.requested.v1",
      "training-requested.v1",
      Topics.TRAINING_REQUESTED),
  TRAINING_CANCELLED(
      TrainingCancelled.class,
      "weft.training.cancelled.v1",
      "training-cancelled.v1",
      Topics.TRAINING_REQUESTED),
  TRAINING_PROGRESSED(
      TrainingProgressed.class,
      "weft.training.progressed.v1",
      "training-progressed.v1",
      Topics.TRAINING_PROGRESSED),
  MODEL_PUBLISHED(
      ModelPublished.class,
      "weft.model.published.v1",
      "model-published.v1",
      Topics.MODELS_PUBLISHED),
  MODEL_MEASURED(
      ModelMeasured.class, "weft.model.measured.v1", "model-measured.v1", Topics.MODELS_MEASURED),
  MODEL_DRIFTED(
      ModelDrifted.class, "weft.model.drifted.v1", "model-drifted.v1", Topics.MODELS_DRIFTED),
  IMAGE_ERASED(ImageErased.class, "weft.image.erased.v1", "image-erased.v1", Topics.IMAGES_ERASED),
  IMAGE_FAILED(ImageFailed.class, "weft.image.failed.v1", "image-failed.v1", Topics.IMAGES_FAILED),
  ROLLOUT_REQUESTED(
      RolloutRequested.class,
      "weft.rollout.requested.v1",
      "rollout-requested.v1",
      Topics.ROLLOUTS_REQUESTED),
  ROLLOUT_CHANGED(
      RolloutChanged.class,
      "weft.rollout.changed.v1",
      "rollout-changed.v1",
      Topics.ROLLOUTS_CHANGED),
  ROLLOUT_REFUSED(
      RolloutRefused.class,
      "weft.rollout.refused.v1",
      "rollout-refused.v1",
      Topics.ROLLOUTS_REFUSED),
  ROLLOUT_OBSERVED(
      RolloutObserved.class,
      "weft.rollout.observed.v1",
      "rollout-observed.v1",
      Topics.ROLLOUTS_OBSERVED);

  private final Class<? extends WeftEvent> record;
  private final String ceType;
  private final String schema;
  private final String topic;

  EventType(Class<? extends WeftEvent> record, String ceType, String schema, String topic) {
    this.record = record;
    this.ceType = ceType;
    this.schema = schema;
    this.topic = topic;
  }

  /** The Java record of the event. */
  public Class<? extends WeftEvent> record() {
    return record;
  }

  /** CloudEvents {@code type}, such as {@code weft.image.uploaded.v1}. */
  public String ceType() {
    return ceType;
  }

  /** Name of the schema, such as {@code image-uploaded.v1}. */
  public String schema() {
    return schema;
  }

  /** The topic of the event, one of {@link Topics}. */
  public String topic() {
    return topic;
  }

  /**
   * Whether it is keyed by image id, so that its topic is co-partitioned with the other image
   * topics.
   */
  public boolean isOfImage() {
    return switch (this) {
      case IMAGE_UPLOADED,
          IMAGE_CLASSIFIED,
          IMAGE_REJECTED,
          IMAGE_LABELED,
          IMAGE_ERASED,
          IMAGE_FAILED ->
          true;
      case TRAINING_REQUESTED,
          TRAINING_CANCELLED,
          TRAINING_PROGRESSED,
          MODEL_PUBLISHED,
          MODEL_MEASURED,
          MODEL_DRIFTED,
          ROLLOUT_REQUESTED,
          ROLLOUT_CHANGED,
          ROLLOUT_REFUSED,
          ROLLOUT_OBSERVED ->
          false;
    };
  }

  /**
   * Whether its topic is compacted: the last record of a key counts, and a tombstone removes it.
   */
  public boolean isCompacted() {
    return this == IMAGE_LABELED
        || this == IMAGE_ERASED
        || this == MODEL_PUBLISHED
        || this == ROLLOUT_CHANGED;
  }

  /**
   * Whether the topic's records expire with its retention. Compacted topics keep the last record of
   * a key for ever, except for erasures: they name the image and must expire too.
   */
  public boolean isRetained() {
    return !isCompacted() || this == IMAGE_ERASED;
  }

  /** Returns the type of a record class. */
  public static EventType of(Class<? extends WeftEvent> record) {
    return Arrays.stream(values())
        .filter(type -> type.record == record)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(record + " is not an event"));
  }

  /** Returns the type that the CloudEvents header {@code ce_type} names; empty if unknown. */
  public static Optional<EventType> ofCeType(String ceType) {
    return Arrays.stream(values()).filter(type -> type.ceType.equals(ceType)).findFirst();
  }

  /** Returns the types that a topic carries; a record without headers is read as the first. */
  public static List<EventType> ofTopic(String topic) {
    return Arrays.stream(values()).filter(type -> type.topic.equals(topic)).toList();
  }
}
