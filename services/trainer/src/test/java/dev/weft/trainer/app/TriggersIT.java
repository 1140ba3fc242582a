package dev.weft.trainer.app;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.events.training.TrainingTrigger;
import dev.weft.trainer.CommittedEvents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The trainer as a separate application, without a model to start from. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class TriggersIT {

  @Inject EventCodec codec;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void theClockAsksForATrainingWhichEndsWithAReasonWhereThereIsNoModel() {
    await().atMost(TIMEOUT).until(() -> !asked(TrainingTrigger.SCHEDULE).isEmpty());
    TrainingRequested request = asked(TrainingTrigger.SCHEDULE).get(0);
    assertThat(request.trainingId()).matches("schedule-clothing-[0-9]{8}T[0-9]{6}Z");
    await().atMost(TIMEOUT).until(() -> ends(request.trainingId()).size() == 1);
    TrainingProgressed end = ends(request.trainingId()).get(0);
    assertThat(end.state()).isEqualTo(TrainingState.FAILED);
    assertThat(end.detail()).contains("clothing has no version to train from");
  }

  @Test
  void enoughNewLabelsAskForOneTraining() {
    try (var producer =
        new KafkaProducer<>(kafka(), new StringSerializer(), new ByteArraySerializer())) {
      for (String id : List.of("a", "b")) {
        ImageLabeled label = label(id);
        producer.send(codec.encode(label, CloudEvent.of(label, "/test")));
      }
      producer.flush();
      int rounds = asked(TrainingTrigger.SCHEDULE).size() + 2;
      await().atMost(TIMEOUT).until(() -> asked(TrainingTrigger.SCHEDULE).size() >= rounds);
      assertThat(asked(TrainingTrigger.LABELS)).isEmpty();
      ImageLabeled third = label("c");
      producer.send(codec.encode(third, CloudEvent.of(third, "/test")));
    }
    await().atMost(TIMEOUT).until(() -> !asked(TrainingTrigger.LABELS).isEmpty());
    assertThat(asked(TrainingTrigger.LABELS))
        .extracting(TrainingRequested::trainingId)
        .containsOnly("labels-clothing-0-after-none");
    await().atMost(TIMEOUT).until(() -> !ends("labels-clothing-0-after-none").isEmpty());
  }

  private List<TrainingRequested> asked(TrainingTrigger trigger) {
    return read(Topics.TRAINING_REQUESTED, TrainingRequested.class).stream()
        .filter(request -> request.trigger() == trigger)
        .toList();
  }

  private List<TrainingProgressed> ends(String trainingId) {
    return read(Topics.TRAINING_PROGRESSED, TrainingProgressed.class).stream()
        .filter(event -> event.trainingId().equals(trainingId) && event.state().isEnd())
        .toList();
  }

  private Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  private <T extends WeftEvent> List<T> read(String topic, Class<T> type) {
    return new CommittedEvents(bootstrapServers, codec).read(topic, type);
  }

  private static ImageLabeled label(String id) {
    Instant now = Instant.now();
    return new ImageLabeled(
        id,
        new ObjectRef("weft", "uploads/" + id, 1, "0".repeat(64)),
        "hat",
        now,
        LabelSource.PERSON,
        null,
        now);
  }
}
