package dev.weft.classifier.observe;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageRejected.Origin;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows each upload event from its record to the record of its answer, for traces. Called on the
 * poll thread, but for {@link #ran}; it must be quick and must not throw.
 */
public interface ImageTracing {

  /** Follows none. */
  ImageTracing NONE = new ImageTracing() {};

  /** What makes the lines of a log those of one journey, until it is closed. */
  interface LogScope extends AutoCloseable {
    @Override
    void close();
  }

  /** An event will be answered, unless its partition is lost. */
  default void taken(ConsumerRecord<String, byte[]> record) {}

  /** Images were run together and have their answers. Called on the engine's thread. */
  default void ran(List<Origin> together) {}

  /**
   * An answer is about to be sent, and may be given headers. Called again if its transaction
   * failed.
   */
  default void answering(Origin origin, ProducerRecord<String, byte[]> answer) {}

  /** The calling thread speaks of the answer to this event. */
  default LogScope at(Origin origin) {
    return () -> {};
  }

  /** The answer is committed: the journey is over. */
  default void answered(Origin origin, WeftEvent answer) {}

  /** What is on its way is another owner's. */
  default void lost(TopicPartition partition) {}
}
