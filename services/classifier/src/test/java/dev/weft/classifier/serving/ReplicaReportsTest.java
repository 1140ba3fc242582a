package dev.weft.classifier.serving;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.events.catalog.Topics;
import dev.weft.events.json.EventJson;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ReplicaReportsTest {

  private static final Duration SELDOM = Duration.ofHours(1);

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(
          true, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
  private final AtomicReference<ReplicaStatus> status =
      new AtomicReference<>(status(State.LOADING));

  private static ReplicaStatus status(State state) {
    var version = new ReplicaVersion(2, state, null, null);
    return new ReplicaStatus(5, 1, 2, List.of(version), "onnx-cpu");
  }

  private ReplicaReports reports(Duration every) {
    var reports =
        new ReplicaReports(
            "shoes", "replica-1", every, status::get, () -> producer, new EventCodec());
    reports.start();
    return reports;
  }

  private List<RolloutObserved> said() {
    return producer.history().stream()
        .map(record -> EventJson.read(EventJson.parse(record.value()), RolloutObserved.class))
        .toList();
  }

  @Test
  void areSentAtTheStartAtEachChangeAndAtTheEnd() {
    var reports = reports(SELDOM);
    await().atMost(TIMEOUT).until(() -> said().size() == 1);
    reports.changed();
    status.set(status(State.READY));
    reports.changed();
    await().atMost(TIMEOUT).until(() -> said().size() == 2);
    reports.close();
    reports.changed();
    assertThat(said())
        .extracting(said -> said.versions().get(0).state())
        .containsExactly(State.LOADING, State.READY, State.READY);
    assertThat(said()).extracting(RolloutObserved::leaving).containsExactly(false, false, true);
    assertThat(producer.history())
        .allMatch(record -> record.topic().equals(Topics.ROLLOUTS_OBSERVED))
        .allMatch(record -> record.key().equals("shoes"));
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void areSentAgainAndAgainThoughNothingChanges() {
    var reports = reports(Duration.ofMillis(10));
    await().atMost(TIMEOUT).until(() -> said().size() >= 3);
    reports.close();
    assertThat(said()).allMatch(said -> said.revision() == 5 && said.serving() == 1);
  }
}
