package dev.weft.trainer.run.start;

import java.util.OptionalInt;

/** Which version of a model serves. */
@FunctionalInterface
public interface ServingVersion {

  /**
   * As its rollout says; empty if it has none.
   *
   * @throws org.apache.kafka.common.KafkaException if that is not known at the moment
   */
  OptionalInt of(String model);
}
