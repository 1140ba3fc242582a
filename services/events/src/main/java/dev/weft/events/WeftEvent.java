package dev.weft.events;

import java.time.Instant;

/** What flows through Weft's topics. Each record has its schema in {@code schemas/}. */
public sealed interface WeftEvent
    permits ImageUploaded,
        ImageClassified,
        ImageRejected,
        ImageLabeled,
        TrainingOrder,
        TrainingProgressed,
        ModelPublished,
        ModelMeasured,
        ModelDrifted,
        ImageFailed,
        RolloutRequested,
        RolloutChanged,
        RolloutRefused,
        RolloutObserved {

  /** The Kafka record's key, which decides the partition. */
  String key();

  /** When it happened, as the event itself says. */
  Instant occurredAt();

  /** What tells it from other events of its type; the same when it is sent again. */
  default String identity() {
    return key();
  }
}
