package dev.weft.events.catalog;

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
import dev.weft.events.training.TrainingOrder;
import dev.weft.events.training.TrainingProgressed;

/** Topic names. Each event has exactly one topic. */
public final class Topics {
  /** {@link ImageUploaded}, key: image id. */
  public static final String IMAGES_UPLOADED = "weft.images.uploaded";

  /** {@link ImageClassified}, key: image id; as many partitions as {@link #IMAGES_UPLOADED}. */
  public static final String IMAGES_CLASSIFIED = "weft.images.classified";

  /** {@link ImageRejected}, key: image id; as many partitions as {@link #IMAGES_UPLOADED}. */
  public static final String IMAGES_REJECTED = "weft.images.rejected";

  /**
   * {@link ImageLabeled}, key: image id; as many partitions as {@link #IMAGES_UPLOADED}. Compacted:
   * the last label of an image counts, and a tombstone removes it.
   */
  public static final String IMAGES_LABELED = "weft.images.labeled";

  /**
   * {@link ImageErased}, key: image id; as many partitions as {@link #IMAGES_UPLOADED}. Compacted,
   * so that the last event of an image counts; records expire with the topic's retention as well.
   */
  public static final String IMAGES_ERASED = "weft.images.erased";

  /** {@link TrainingOrder}s, key: the model's name, so that a cancellation follows its request. */
  public static final String TRAINING_REQUESTED = "weft.training.requested";

  /** {@link TrainingProgressed}, key: the model's name. */
  public static final String TRAINING_PROGRESSED = "weft.training.progressed";

  /**
   * {@link ModelPublished}, key: the model's name. Compacted: the newest version of a model is
   * kept.
   */
  public static final String MODELS_PUBLISHED = "weft.models.published";

  /** {@link ModelMeasured}, key: the model's name. */
  public static final String MODELS_MEASURED = "weft.models.measured";

  /** {@link ModelDrifted}, key: the model's name. */
  public static final String MODELS_DRIFTED = "weft.models.drifted";

  /** {@link ImageFailed}, key: image id; as many partitions as {@link #IMAGES_UPLOADED}. */
  public static final String IMAGES_FAILED = "weft.images.failed";

  /** {@link RolloutRequested}, key: the model's name. */
  public static final String ROLLOUTS_REQUESTED = "weft.rollouts.requested";

  /**
   * {@link RolloutChanged}, key: the model's name. Compacted: the last state of a model is kept.
   */
  public static final String ROLLOUTS_CHANGED = "weft.rollouts.changed";

  /** {@link RolloutRefused}, key: the model's name. */
  public static final String ROLLOUTS_REFUSED = "weft.rollouts.refused";

  /** {@link RolloutObserved}, key: the model's name. */
  public static final String ROLLOUTS_OBSERVED = "weft.rollouts.observed";

  /** S3 bucket notifications as MinIO sends them, key: bucket/key. */
  public static final String S3_NOTIFICATIONS = "weft.s3.notifications";

  private Topics() {}
}
