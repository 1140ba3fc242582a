package dev.weft.trainer.run.start;

import java.util.OptionalInt;

/** Source of a model's serving version. */
@FunctionalInterface
public interface ServingVersion {

  /**
   * Returns the version that the model's rollout state names; empty if there is none.
   *
   * @throws org.apache.kafka.common.KafkaException if the state cannot be read
   */
  OptionalInt of(String model);
}
