package dev.weft.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RecordSenderTest {

  private static final List<ProducerRecord<String, byte[]>> RECORDS =
      List.of(
          new ProducerRecord<>("topic", "one", new byte[1]),
          new ProducerRecord<>("topic", "two", new byte[2]));

  private final AtomicInteger made = new AtomicInteger();

  private MockProducer<String, byte[]> producer(boolean isTaken) {
    made.incrementAndGet();
    return new MockProducer<>(isTaken, null, new StringSerializer(), new ByteArraySerializer());
  }

  @Test
  void recordsAreWithTheBrokerWhenItReturns() {
    MockProducer<String, byte[]> producer = producer(true);
    RecordSender sender = new RecordSender(producer, Duration.ofMinutes(1));

    sender.send(RECORDS);

    assertThat(producer.history()).isEqualTo(RECORDS);
    sender.close();
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void theProducerIsMadeForTheFirstRecordAndOnce() {
    RecordSender sender = new RecordSender(() -> producer(true), Duration.ofMinutes(1));
    assertThat(made).hasValue(0);

    sender.send(RECORDS);
    sender.send(RECORDS);

    assertThat(made).hasValue(1);
  }

  @Test
  void whoHasSentNothingClosesNothing() {
    new RecordSender(() -> producer(true), Duration.ofMinutes(1)).close();

    assertThat(made).hasValue(0);
  }

  @Test
  void whatTheBrokerRefusesIsSaidWithItsReason() {
    var refusal = new TopicAuthorizationException("not authorized to access topics: [topic]");
    MockProducer<String, byte[]> producer =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
            return CompletableFuture.failedFuture(refusal);
          }
        };

    assertThatThrownBy(() -> new RecordSender(producer, Duration.ofMinutes(1)).send(RECORDS))
        .isInstanceOf(KafkaException.class)
        .hasMessageContainingAll("one", "topic", "not authorized to access topics")
        .hasCause(refusal);
  }

  @Test
  void aBrokerThatSaysNothingIsNotWaitedForForever() {
    RecordSender sender = new RecordSender(producer(false), Duration.ofMillis(1));

    assertThatThrownBy(() -> sender.send(RECORDS))
        .isInstanceOf(KafkaException.class)
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void whoIsInterruptedStaysSo() {
    RecordSender sender = new RecordSender(producer(false), Duration.ofMinutes(1));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> sender.send(RECORDS)).isInstanceOf(KafkaException.class);

    assertThat(Thread.interrupted()).isTrue();
  }
}
