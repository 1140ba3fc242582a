package dev.weft.trainer.labels;

/** Where a model's labels come from. */
@FunctionalInterface
public interface LabelSource {

  /**
   * The last label of each of a model's images that has one.
   *
   * @throws org.apache.kafka.common.KafkaException if that is not known at the moment
   */
  LabelSnapshot read(String model);
}
