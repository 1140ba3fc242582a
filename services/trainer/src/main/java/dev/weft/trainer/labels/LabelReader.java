package dev.weft.trainer.labels;

/** Source of a model's labels. */
@FunctionalInterface
public interface LabelReader {

  /**
   * Returns the last label of each of a model's labeled images.
   *
   * @throws org.apache.kafka.common.KafkaException if the labels cannot be read
   */
  LabelSnapshot read(String model);
}
