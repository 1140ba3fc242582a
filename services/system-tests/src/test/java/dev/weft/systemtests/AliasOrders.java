package dev.weft.systemtests;

import dev.weft.events.catalog.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Orders that give a version names, one name each, sent as events by nobody that is killed. */
final class AliasOrders implements AutoCloseable {
  private final KafkaProducer<String, String> producer;

  AliasOrders(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new StringSerializer());
  }

  /** Sends some, and returns when the broker has them; gives their ids. */
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
