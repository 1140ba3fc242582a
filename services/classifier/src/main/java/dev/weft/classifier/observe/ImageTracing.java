package dev.weft.classifier.observe;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageRejected.Origin;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows each upload event of one pipeline from its record to the record of its answer, for
 * tracing. Called on the poll thread, except {@link #ran}; implementations must return quickly and
 * must not throw.
 */
public interface ImageTracing {

  /** No tracing. */
  ImageTracing NONE = new ImageTracing() {};

  /** Adds the trace to the log lines of a thread, until it is closed. */
  interface LogScope extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * An event was accepted, and will be answered unless another pipeline does or its partition is
   * lost.
   */
  default void taken(ConsumerRecord<String, byte[]> record) {}

  /** Images were run in one batch and have their answers. Called on the engine's thread. */
  default void ran(List<Origin> together) {}

  /**
   * An answer is about to be sent; its record may still be given headers. Called again if its
   * transaction failed.
   */
  default void answering(Origin origin, ProducerRecord<String, byte[]> answer) {}

  /** The calling thread is about to log about the answer to this event. */
  default LogScope at(Origin origin) {
    return () -> {};
  }

  /** The answer is committed, which ends the trace. */
  default void answered(Origin origin, WeftEvent answer) {}

  /**
   * All records before this offset are done: those that were not answered need no answer of this
   * pipeline, which ends their traces.
   */
  default void committed(TopicPartition partition, long nextOffset) {}

  /** The partition was lost: what is in flight belongs to another owner. */
  default void lost(TopicPartition partition) {}
}
