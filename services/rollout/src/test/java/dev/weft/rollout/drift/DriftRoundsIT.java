package dev.weft.rollout.drift;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ModelDrifted;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.ModelMeasured.Quantiles;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.training.TrainingRequested;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.kafka.topic.TopicSettings;
import dev.weft.kafka.topic.TopicSetup;
import dev.weft.modelstore.reference.Reference;
import dev.weft.rollout.measure.MeasuredTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftRoundsIT {

  private static final EventCodec CODEC = new EventCodec();
  private static final ModelRef MODEL = new ModelRef("clothing", 3);
  private static final DriftTarget WATCHED =
      new DriftTarget(
          MODEL,
          new RolloutPolicy.Drift(0.25, 500, true),
          new Reference(Map.of("hat", 200L, "shirt", 200L)));

  @TempDir Path dir;
  private final List<WeftEvent> published = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private Map<String, Object> kafka;
  private EmbeddedBroker broker;
  private Producer<String, byte[]> producer;
  private MeasuredTopic measured;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    new TopicSetup(kafka, TopicSettings.DEFAULT).ensure();
    producer = new ReplicaClients(kafka, "test", "test").plain("events");
    measured = new MeasuredTopic(kafka, "measured", CODEC, Duration.ofHours(1), 1 << 20);
    measured.start();
  }

  @AfterEach
  void stop() {
    measured.close();
    producer.close(Duration.ZERO);
    broker.close();
  }

  @Test
  void aDriftIsSaidOnceThoughTheProcessEndsAndAnotherBegins() {
    send(measured(490, 10));
    try (DriftRounds first = rounds()) {
      first.start();
      await().atMost(TIMEOUT).until(() -> published.size() == 2);
      assertThat(published.get(0)).isInstanceOf(TrainingRequested.class);
      assertThat(published.get(1)).isInstanceOf(ModelDrifted.class);
    }

    looks.set(0);
    try (DriftRounds second = rounds()) {
      second.start();
      await().atMost(TIMEOUT).until(() -> looks.get() >= 3);
    }

    assertThat(published).hasSize(2);
  }

  private DriftRounds rounds() {
    return new DriftRounds(
        kafka,
        "drift",
        CODEC,
        measured,
        () -> {
          looks.incrementAndGet();
          return List.of(WATCHED);
        },
        events -> {
          events.forEach(this::send);
          producer.flush();
          published.addAll(events);
        },
        (watched, of, index) -> {},
        Duration.ofMillis(100));
  }

  private void send(WeftEvent event) {
    producer.send(CODEC.encode(event, CloudEvent.of(event, "/test")));
  }

  private static ModelMeasured measured(long hats, long shirts) {
    Instant now = Instant.now();
    return new ModelMeasured(
        MODEL,
        ServingRole.PRIMARY,
        0,
        now.minusSeconds(10),
        now,
        hats + shirts,
        0L,
        0L,
        Quantiles.NONE,
        Quantiles.NONE,
        Moments.NONE,
        Moments.NONE,
        Map.of("hat", hats, "shirt", shirts),
        0L,
        0L,
        0L,
        0L,
        null,
        null,
        null,
        null,
        now);
  }
}
