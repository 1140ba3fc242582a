package dev.weft.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  @TempDir Path dir;

  @Test
  void recordsAndTransactionsOutliveARestart() throws Exception {
    try (var broker = EmbeddedBroker.start(dir.resolve("kafka"), 0)) {
      createTopic(broker.bootstrapServers());
      produce(broker.bootstrapServers(), "first");
      assertThat(consume(broker.bootstrapServers(), 1)).containsExactly("first");
    }
    try (var broker = EmbeddedBroker.start(dir.resolve("kafka"), 0)) {
      produce(broker.bootstrapServers(), "second");
      assertThat(consume(broker.bootstrapServers(), 2)).containsExactly("first", "second");
    }
  }

  @Test
  void aTakenPortIsNamedTogetherWithTheOptionThatChangesIt() {
    try (var broker = EmbeddedBroker.start(dir.resolve("kafka"), 0)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(dir.resolve("other"), broker.port()))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("port " + broker.port())
          .hasMessageContaining("--kafka-port");
    }
  }

  private static void createTopic(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic("words", 1, (short) 1))).all().get();
    }
  }

  private static void produce(String servers, String value) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", servers, "transactional.id", "words", "acks", "all");
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("words", "key", value));
      producer.commitTransaction();
    }
  }

  private static List<String> consume(String servers, int count) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            servers,
            "group.id",
            "readers-" + count,
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed");
    Instant end = Instant.now().plusSeconds(20);
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("words"));
      while (values.size() < count && Instant.now().isBefore(end)) {
        consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
      }
    }
    return values;
  }
}
