package dev.weft.events.training;

import dev.weft.events.ModelName;
import dev.weft.events.TrainingId;
import dev.weft.events.WeftEvent;
import java.time.Instant;

/** An order to the trainer. Orders for one model are in one partition, in order. */
public sealed interface TrainingOrder extends WeftEvent
    permits TrainingRequested, TrainingCancelled {

  /** See {@link TrainingId}. */
  String trainingId();

  /** The model's name, see {@link ModelName}. */
  String model();

  /** When it was ordered. */
  Instant requestedAt();

  @Override
  default String key() {
    return model();
  }

  @Override
  default Instant occurredAt() {
    return requestedAt();
  }

  @Override
  default String identity() {
    return trainingId();
  }
}
