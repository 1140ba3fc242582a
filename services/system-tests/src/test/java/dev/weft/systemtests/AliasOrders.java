package dev.weft.systemtests;

import dev.weft.events.catalog.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends orders that assign aliases to versions, one alias per order, as events. The sender lives in
 * the test, so that no killed process takes it down.
 */
final class AliasOrders implements AutoCloseable {
  private final KafkaProducer<String, String> producer;

  AliasOrders(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new StringSerializer());
  }

  /** Sends orders, waits for the broker's acknowledgements and returns the orders' ids. */
  List<String> send(String model, int version, int first, int count) {
    List<String> ids = IntStream.range(first, first + count).mapToObj(i -> "name-" + i).toList();
    for (String id : ids) {
      String order =
          """
          {"orderId": "%s", "model": "%s", "action": "set-alias", "alias": "%s", "version": %d,
           "requestedAt": "%s"}
          """
              .formatted(id, model, id, version, Instant.now());
      producer.send(new ProducerRecord<>(Topics.ROLLOUTS_REQUESTED, model, order));
    }
    producer.flush();
    return ids;
  }

  @Override
  public void close() {
    producer.close();
  }
}
