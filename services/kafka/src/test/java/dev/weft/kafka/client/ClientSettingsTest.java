package dev.weft.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {

  private static final Map<String, String> BROKERS =
      Map.of("bootstrap.servers", "127.0.0.1:9", "isolation.level", "read_uncommitted");

  @Test
  void aConsumerSeesCommittedRecordsOnlyWhateverTheBrokersSettingsSay() {
    Map<String, Object> settings = ClientSettings.consumer(BROKERS).named("reader").toMap();

    assertThat(settings)
        .containsEntry("bootstrap.servers", "127.0.0.1:9")
        .containsEntry("client.id", "reader")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("auto.offset.reset", "earliest")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("allow.auto.create.topics", false);
    new KafkaConsumer<String, byte[]>(settings).close();
  }

  @Test
  void aProducerLosesAndRepeatsNothing() {
    Map<String, Object> settings =
        ClientSettings.producer(BROKERS, Duration.ofSeconds(1), Duration.ofSeconds(2)).toMap();

    assertThat(settings)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("request.timeout.ms", 1_000)
        .containsEntry("max.block.ms", 2_000)
        .containsEntry("delivery.timeout.ms", 2_000);
    new KafkaProducer<String, byte[]>(settings).close();
  }

  @Test
  void aCallHasItsTimeAndEachOfItsRequestsTenSecondsAtMost() {
    assertThat(ClientSettings.admin(BROKERS).answeredWithin(Duration.ofSeconds(3)).toMap())
        .containsEntry("default.api.timeout.ms", 3_000)
        .containsEntry("request.timeout.ms", 3_000);
    assertThat(ClientSettings.admin(BROKERS).answeredWithin(Duration.ofDays(100)).toMap())
        .containsEntry("default.api.timeout.ms", Integer.MAX_VALUE)
        .containsEntry("request.timeout.ms", 10_000);
  }

  @Test
  void whatAClientAsksForBesideIsItsOwn() {
    ClientSettings settings = ClientSettings.consumer(BROKERS);
    Map<String, Object> before = settings.toMap();

    settings.with("max.poll.records", 1);

    assertThat(before).doesNotContainKey("max.poll.records");
    assertThat(settings.toMap()).containsEntry("max.poll.records", 1);
  }
}
