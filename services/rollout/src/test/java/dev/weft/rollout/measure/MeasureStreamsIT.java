package dev.weft.rollout.measure;

import static dev.weft.events.model.ServingRole.PRIMARY;
import static dev.weft.events.model.ServingRole.SHADOW;
import static dev.weft.rollout.measure.Events.ONE;
import static dev.weft.rollout.measure.Events.TWO;
import static dev.weft.rollout.measure.Events.classified;
import static dev.weft.rollout.measure.Events.labeled;
import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ServingRole;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.kafka.topic.TopicSettings;
import dev.weft.kafka.topic.TopicSetup;
import dev.weft.rollout.judge.MeasuredFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas on a real broker; one of them is a process that the test kills. */
class MeasureStreamsIT {

  private static final EventCodec CODEC = new EventCodec();
  private static final int IMAGES = 40;

  @TempDir Path dir;
  private final Instant start = Instant.now();
  private EmbeddedBroker broker;
  private Producer<String, byte[]> producer;
  private MeasuredTopic measured;
  private MeasureStreams one;
  private Process other;

  @BeforeEach
  void startBoth() throws IOException {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    new TopicSetup(kafka, TopicSettings.DEFAULT).ensure();
    producer = new ReplicaClients(kafka, "test", "test").plain("images");
    measured =
        new MeasuredTopic(kafka, "measured", CODEC, MeasureProcess.WINDOWS.remember(), 1 << 24);
    measured.start();
    other = MeasureProcess.start(broker.bootstrapServers(), dir.resolve("other"), "other");
    one =
        new MeasureStreams(
            MeasureProcess.settings(broker.bootstrapServers(), dir.resolve("one"), "one"), CODEC);
    one.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    other.destroyForcibly().waitFor();
    one.close();
    measured.close();
    producer.close(Duration.ZERO);
    broker.close();
  }

  @Test
  void sumsStayRightWhenAReplicaIsKilled() throws InterruptedException {
    await().atMost(TIMEOUT).until(() -> membersWithPartitions() == 2);
    classify("before");
    await().atMost(TIMEOUT).untilAsserted(() -> assertSums(IMAGES, 0));

    classify("while");
    label("before");
    other.destroyForcibly().waitFor();
    classify("after");
    label("while");

    await().atMost(TIMEOUT).untilAsserted(() -> assertSums(3 * IMAGES, 2 * IMAGES));
    label("after");
    await().atMost(TIMEOUT).untilAsserted(() -> assertSums(3 * IMAGES, 3 * IMAGES));
    assertThat(one.isDead()).isFalse();
  }

  /** Shadows agree on every second image; the version that serves is right on all. */
  private void assertSums(int images, int labeled) {
    MeasuredFigures serving = figures(ONE, PRIMARY);
    MeasuredFigures candidate = figures(TWO, SHADOW);
    for (MeasuredFigures figures : new MeasuredFigures[] {serving, candidate}) {
      assertThat(figures.images()).isEqualTo(images);
      assertThat(figures.inferMicros().getTotalCount()).isEqualTo(images);
      assertThat(figures.compared()).isEqualTo(images);
      assertThat(figures.agreed()).isEqualTo(images / 2);
      assertThat(figures.labeled()).isEqualTo(labeled);
    }
    assertThat(serving.right()).isEqualTo(labeled);
    assertThat(candidate.right()).isEqualTo(labeled / 2);
  }

  private MeasuredFigures figures(ModelRef model, ServingRole role) {
    return measured.figures(model, Set.of(role), start.minusSeconds(60));
  }

  private void classify(String name) {
    for (int i = 0; i < IMAGES; i++) {
      String id = name + "-" + i;
      publish(classified(id, ONE, PRIMARY, "hat", Instant.now()));
      publish(classified(id, TWO, SHADOW, i % 2 == 0 ? "hat" : "shirt", Instant.now()));
    }
  }

  private void label(String name) {
    for (int i = 0; i < IMAGES; i++) {
      publish(labeled(name + "-" + i, "hat", Instant.now()));
    }
  }

  private void publish(WeftEvent event) {
    producer.send(CODEC.encode(event, CloudEvent.of(event, "/test")));
  }

  private int membersWithPartitions() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return (int)
          admin
              .describeConsumerGroups(Set.of(MeasureProcess.APPLICATION))
              .all()
              .get()
              .get(MeasureProcess.APPLICATION)
              .members()
              .stream()
              .filter(member -> !member.assignment().topicPartitions().isEmpty())
              .count();
    } catch (ExecutionException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
