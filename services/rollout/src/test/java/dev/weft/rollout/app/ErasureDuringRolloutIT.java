package dev.weft.rollout.app;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageErased;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutStep;
import dev.weft.events.rollout.RolloutStrategy;
import dev.weft.kafka.topic.TopicSettings;
import dev.weft.objectstore.ObjectStore;
import dev.weft.rollout.CommittedEvents;
import dev.weft.rollout.judge.MeasuredFigures;
import dev.weft.rollout.judge.interval.PairedLabels;
import dev.weft.rollout.measure.MeasuredTopic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images that both versions of a rollout have answered are erased while they are measured. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class ErasureDuringRolloutIT {

  private static final String MODEL = "erased";
  private static final String IMAGE_CHANGELOG = "image-traces-changelog";

  @Inject EventCodec codec;
  @Inject ObjectStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private final Instant start = Instant.now();
  private LiveModel model;
  private MeasuredTopic measured;
  private CommittedEvents committed;

  @BeforeEach
  void open() {
    committed = new CommittedEvents(bootstrapServers, codec);
    model = new LiveModel(MODEL, bootstrapServers, codec, store);
    measured =
        new MeasuredTopic(
            Map.of("bootstrap.servers", bootstrapServers),
            "test-measured",
            codec,
            Duration.ofHours(1),
            1 << 24);
    measured.start();
  }

  @AfterEach
  void close() {
    measured.close();
    model.close();
  }

  @Test
  void nothingOfThemIsKeptNoLateEventBringsThemBackAndTheRolloutGoesOn() {
    String shadowed = idOfPartition(0);
    String byCanary = idOfPartition(0);
    String unfinished = idOfPartition(0);
    List<String> erased = List.of(shadowed, byCanary, unfinished);
    model.begin(policy());
    both(shadowed);
    model.classify(byCanary, 2, ServingRole.CANARY, "hat");
    label(byCanary, "hat");
    model.classify(unfinished, 1, ServingRole.PRIMARY, "hat");
    await().atMost(TIMEOUT).untilAsserted(() -> assertFigures(2, 1));

    erased.forEach(this::erase);
    await().atMost(TIMEOUT).until(() -> remembered().noneMatch(key -> names(key, erased)));

    model.classify(unfinished, 2, ServingRole.SHADOW, "hat");
    model.classify(shadowed, 2, ServingRole.SHADOW, "hat");
    model.classify(byCanary, 2, ServingRole.CANARY, "hat");
    erased.forEach(id -> label(id, "shirt"));
    // They are behind the late events in the same partitions.
    both(idOfPartition(0));
    await().atMost(TIMEOUT).untilAsserted(() -> assertFigures(3, 2));
    assertThat(remembered()).noneMatch(key -> names(key, erased));

    await().atMost(TIMEOUT).until(() -> live() && model.isServedBy(2));
    assertThat(model.history().get(0).outcome()).isEqualTo(Outcome.PROMOTED);
    for (String topic :
        List.of(
            Topics.MODELS_MEASURED,
            Topics.MODELS_DRIFTED,
            Topics.ROLLOUTS_CHANGED,
            Topics.ROLLOUTS_REFUSED)) {
      assertThat(committed.records(topic))
          .as(topic)
          .noneMatch(record -> names(text(record), erased));
    }
  }

  /** A candidate that both shadows and answers, measured every second. */
  private static RolloutPolicy policy() {
    return new RolloutPolicy(
        true,
        RolloutStrategy.SHADOW_CANARY,
        List.of(RolloutStep.shadow(100), RolloutStep.weight(50), RolloutStep.judged()),
        new RolloutPolicy.Analysis(
            1,
            0.95,
            List.of(
                new RolloutCondition(RolloutMetric.FAILURE_RATE, "value <= 0.2", 0, 1000, 30),
                new RolloutCondition(RolloutMetric.AGREEMENT, "value >= 0.5", 0, 1000, 20))),
        null,
        null);
  }

  /** An image that one version answers and the other classifies as its shadow, with a label. */
  private void both(String id) {
    model.classify(id, 1, ServingRole.PRIMARY, "hat");
    model.classify(id, 2, ServingRole.SHADOW, "hat");
    label(id, "hat");
  }

  private boolean live() {
    model.candidateIsReady();
    for (int i = 0; i < 10; i++) {
      both(UUID.randomUUID().toString());
      model.classify(UUID.randomUUID().toString(), 2, ServingRole.CANARY, "hat");
    }
    return true;
  }

  private void label(String id, String label) {
    Instant now = Instant.now();
    model.send(
        new ImageLabeled(id, LiveModel.object(id), label, now, LabelSource.PERSON, "ann", now));
  }

  private void erase(String id) {
    model.send(
        new ImageErased(id, LiveModel.object(id), ErasureSource.REQUEST, "ann", Instant.now()));
  }

  /**
   * @param answered images of the version that serves
   * @param pairs of them, those that the shadow classified, too, all with labels
   */
  private void assertFigures(long answered, long pairs) {
    MeasuredFigures serving = figures(1, ServingRole.PRIMARY);
    MeasuredFigures shadow = figures(2, ServingRole.SHADOW);
    MeasuredFigures canary = figures(2, ServingRole.CANARY);
    assertThat(serving.images()).isEqualTo(answered);
    assertThat(shadow.images()).isEqualTo(pairs);
    assertThat(canary.images()).isEqualTo(1);
    for (MeasuredFigures each : List.of(serving, shadow)) {
      assertThat(each.compared()).isEqualTo(pairs);
      assertThat(each.labeled()).isEqualTo(pairs);
      assertThat(each.right()).isEqualTo(pairs);
    }
    assertThat(shadow.pairsWith(1)).isEqualTo(new PairedLabels(pairs, 0, 0, 0));
    assertThat(canary.labeled()).isEqualTo(1);
    assertThat(canary.right()).isEqualTo(1);
  }

  private MeasuredFigures figures(int version, ServingRole role) {
    return measured.figures(model.version(version), Set.of(role), start);
  }

  /** The keys that a compacted changelog of the images' histories contains. */
  private Stream<String> remembered() {
    Map<String, byte[]> last = new HashMap<>();
    committed.topics().stream()
        .filter(topic -> topic.endsWith(IMAGE_CHANGELOG))
        .flatMap(topic -> committed.records(topic).stream())
        .forEach(record -> last.put(record.key(), record.value()));
    assertThat(last).isNotEmpty();
    return last.entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .map(Map.Entry::getKey);
  }

  private static boolean names(String text, List<String> ids) {
    return ids.stream().anyMatch(text::contains);
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    return record.key() + new String(value, StandardCharsets.UTF_8) + record.headers();
  }

  private static String idOfPartition(int partition) {
    int partitions = TopicSettings.DEFAULT.partitions();
    return Stream.generate(() -> UUID.randomUUID().toString())
        .filter(
            id ->
                Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % partitions
                    == partition)
        .findFirst()
        .orElseThrow();
  }
}
