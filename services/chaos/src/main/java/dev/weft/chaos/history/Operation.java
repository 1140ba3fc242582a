package dev.weft.chaos.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * One line of a history. Times are those of the machine that records, so that two operations of
 * clients can be compared; the time inside an event is that of its sender.
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
  @Type(value = Operation.Ended.class, name = "ended")
})
public sealed interface Operation {

  /** Status of an attempt whose answer never came: it may have had its effect, or yet have it. */
  int NO_ANSWER = 0;

  /** When it was seen; of an attempt, when its answer came or was given up. */
  Instant at();

  /** Whether a status acknowledges. */
  static boolean isAcknowledged(int status) {
    return status >= 200 && status < 300;
  }

  /**
   * A history begins.
   *
   * @param seed of whatever is random in it
   * @param about for people: what ran, and how it was started
   */
  record Begun(Instant at, long seed, String about) implements Operation {
    public Begun {
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * One attempt to upload; another attempt with the same id is another line.
   *
   * @param imageId the idempotency key
   * @param sha256 of the bytes that were sent
   * @param model that is to answer; null for the installation's default
   * @param status of the answer, or {@link #NO_ANSWER}
   * @param sentAt when it was sent
   */
  record UploadTried(
      String imageId, String sha256, String model, int status, Instant sentAt, Instant at)
      implements Operation {
    public UploadTried {
      Objects.requireNonNull(imageId, "imageId");
      Objects.requireNonNull(sha256, "sha256");
      Objects.requireNonNull(sentAt, "sentAt");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * One attempt to say what an image shows, or to take that back.
   *
   * @param label null to take it back
   * @param by names this attempt and no other: it comes back as {@code labeledBy} of the event;
   *     null where the label is taken back
   * @param model that learns from it; null for the installation's default
   * @param status of the answer, or {@link #NO_ANSWER}
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
   * One attempt to ask for a training.
   *
   * @param status of the answer, or {@link #NO_ANSWER}
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
   * One order about a model's versions.
   *
   * @param action such as {@code start}
   * @param version that it is about; null where it names none
   * @param status of the answer, or {@link #NO_ANSWER}
   * @param revision of the state that it made; null where it was refused or nothing came back
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
   * A record as a {@code read_committed} consumer has it.
   *
   * @param key null where the record has none
   * @param writtenAt the record's own timestamp
   * @param event its value; null for a removal
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
   * A group's commit, as the broker keeps it.
   *
   * @param committed the next offset that the group reads; null where the broker forgot it
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
   * @param leftOut why the image is not used; null if it is
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
   * All of a training's data set was read; its samples stand before.
   *
   * @param model that was trained
   * @param samples lines that were read
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
   * Something was done to the system.
   *
   * @param kind such as {@code kill}
   * @param target such as {@code classifier-1}
   * @param detail for people; null if there is nothing to say
   * @param until when it was over; null if it has no length
   */
  record Fault(String kind, String target, String detail, Instant at, Instant until)
      implements Operation {
    public Fault {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Clients have ended, the system was given the time to answer, and every topic was read to its
   * end after that. A history without it cannot show what is lost.
   *
   * @param offsets the next offset of each partition that was read, by {@code topic-partition}
   */
  record Ended(Map<String, Long> offsets, Instant at) implements Operation {
    public Ended {
      Objects.requireNonNull(at, "at");
      offsets = offsets == null ? Map.of() : Map.copyOf(offsets);
    }
  }
}
