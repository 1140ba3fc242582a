package dev.weft.chaos.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A line of a history. Times are those of the recording machine, so that operations of clients can
 * be ordered; times inside events are those of their producers.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
  @Type(value = Operation.Begun.class, name = "begun"),
  @Type(value = Operation.UploadTried.class, name = "upload"),
  @Type(value = Operation.LabelTried.class, name = "label"),
  @Type(value = Operation.TrainingTried.class, name = "training"),
  @Type(value = Operation.RolloutTried.class, name = "rollout"),
  @Type(value = Operation.RecordRead.class, name = "record"),
  @Type(value = Operation.OffsetCommitted.class, name = "offset"),
  @Type(value = Operation.SampleRead.class, name = "sample"),
  @Type(value = Operation.DataSetRead.class, name = "dataset"),
  @Type(value = Operation.Fault.class, name = "fault"),
  @Type(value = Operation.Phase.class, name = "phase"),
  @Type(value = Operation.Ended.class, name = "ended")
})
public sealed interface Operation {

  /**
   * Status of an attempt without a response: it may or may not have taken effect, or take effect
   * later.
   */
  int NO_ANSWER = 0;

  /** When it was observed; for an attempt, when its response arrived or was given up. */
  Instant at();

  /** Whether a status is an acknowledgement. */
  static boolean isAcknowledged(int status) {
    return status >= 200 && status < 300;
  }

  /** Whether a status means that nothing was done, and nothing will be. */
  static boolean isRefused(int status) {
    return status >= 400 && status < 500;
  }

  /**
   * Start of a history.
   *
   * @param seed the seed of all random choices
   * @param about for people: what was run, and how it was started
   */
  record Begun(Instant at, long seed, String about) implements Operation {
    public Begun {
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * An attempt to upload an image; each attempt with the same id has its own line.
   *
   * @param imageId the idempotency key
   * @param sha256 SHA-256 of the sent bytes
   * @param model the model that classifies it; null for the installation's default
   * @param fit whether the bytes are a valid image, so that a rejection is wrong
   * @param status HTTP status, or {@link #NO_ANSWER}
   * @param sentAt when it was sent
   */
  record UploadTried(
      String imageId,
      String sha256,
      String model,
      boolean fit,
      int status,
      Instant sentAt,
      Instant at)
      implements Operation {
    public UploadTried {
      Objects.requireNonNull(imageId, "imageId");
      Objects.requireNonNull(sha256, "sha256");
      Objects.requireNonNull(sentAt, "sentAt");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * An attempt to label an image, or to remove its label.
   *
   * @param label the label; null to remove it
   * @param by unique name of this attempt, which is returned as the event's {@code labeledBy}; null
   *     for a removal
   * @param model the model that is trained on it; null for the installation's default
   * @param status HTTP status, or {@link #NO_ANSWER}
   * @param sentAt when it was sent
   */
  record LabelTried(
      String imageId, String label, String by, String model, int status, Instant sentAt, Instant at)
      implements Operation {
    public LabelTried {
      Objects.requireNonNull(imageId, "imageId");
      Objects.requireNonNull(sentAt, "sentAt");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * An attempt to request a training.
   *
   * @param status HTTP status, or {@link #NO_ANSWER}
   * @param sentAt when it was sent
   */
  record TrainingTried(String trainingId, String model, int status, Instant sentAt, Instant at)
      implements Operation {
    public TrainingTried {
      Objects.requireNonNull(trainingId, "trainingId");
      Objects.requireNonNull(sentAt, "sentAt");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * An order about a model's versions.
   *
   * @param action such as {@code start}
   * @param version the version; null for none
   * @param status HTTP status, or {@link #NO_ANSWER}
   * @param revision the revision of the resulting state; null if it was refused or not answered
   * @param sentAt when it was sent
   */
  record RolloutTried(
      String model,
      String action,
      Integer version,
      int status,
      Integer revision,
      Instant sentAt,
      Instant at)
      implements Operation {
    public RolloutTried {
      Objects.requireNonNull(model, "model");
      Objects.requireNonNull(action, "action");
      Objects.requireNonNull(sentAt, "sentAt");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * A record read by a {@code read_committed} consumer.
   *
   * @param key the key; null if the record has none
   * @param writtenAt the record's own timestamp
   * @param event its value; null for a tombstone
   */
  record RecordRead(
      String topic,
      int partition,
      long offset,
      String key,
      Instant writtenAt,
      JsonNode event,
      Instant at)
      implements Operation {
    public RecordRead {
      Objects.requireNonNull(topic, "topic");
      Objects.requireNonNull(at, "at");
      event = event == null || event.isNull() ? null : event;
    }
  }

  /**
   * A committed offset of a group, as stored by the broker.
   *
   * @param committed the next offset of the group; null if the broker has expired it
   */
  record OffsetCommitted(String group, String topic, int partition, Long committed, Instant at)
      implements Operation {
    public OffsetCommitted {
      Objects.requireNonNull(group, "group");
      Objects.requireNonNull(topic, "topic");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * A line of a training's data set, read from the store.
   *
   * @param leftOut why the image is left out; null if it is used
   */
  record SampleRead(String trainingId, String imageId, String label, String leftOut, Instant at)
      implements Operation {
    public SampleRead {
      Objects.requireNonNull(trainingId, "trainingId");
      Objects.requireNonNull(imageId, "imageId");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * A training's data set was read completely; its samples precede this line.
   *
   * @param model the trained model
   * @param samples number of lines read
   */
  record DataSetRead(String trainingId, String model, int samples, Instant at)
      implements Operation {
    public DataSetRead {
      Objects.requireNonNull(trainingId, "trainingId");
      Objects.requireNonNull(model, "model");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * A fault was injected.
   *
   * @param kind such as {@code kill}
   * @param target such as {@code classifier-1}
   * @param detail for people; null for none
   * @param until when it ended; null for an instantaneous fault
   */
  record Fault(String kind, String target, String detail, Instant at, Instant until)
      implements Operation {
    public Fault {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * A phase of the run begins, and the previous one ends.
   *
   * @param name for people
   */
  record Phase(String name, Instant at) implements Operation {
    public Phase {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * End of a history: clients have stopped, the system had time to answer, and every topic was read
   * to its end afterwards. Without it, losses cannot be detected.
   *
   * @param offsets the next offset of each partition, by {@code topic-partition}
   */
  record Ended(Map<String, Long> offsets, Instant at) implements Operation {
    public Ended {
      Objects.requireNonNull(at, "at");
      offsets = offsets == null ? Map.of() : Map.copyOf(offsets);
    }
  }
}
