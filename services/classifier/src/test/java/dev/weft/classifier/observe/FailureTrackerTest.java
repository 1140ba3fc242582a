package dev.weft.classifier.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.observe.PipelineListener.Stage;
import dev.weft.kafka.client.Backoff;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class FailureTrackerTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final FailureTracker tracker =
      new FailureTracker(
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)),
          () -> NOW,
          PipelineListener.NONE);

  @Test
  void aMissingRightNeedsAnOperatorWhicheverStageFindsIt() {
    tracker.failing(Stage.RECALL, new TopicAuthorizationException(Set.of("weft.images.uploaded")));

    FailureTracker.Failing failing = tracker.now().get(Stage.RECALL);
    assertThat(failing.blocking()).isTrue();
    assertThat(failing.since()).isEqualTo(NOW);
    assertThat(failing.cause()).contains("weft.images.uploaded", "k8s/base/kafka/users.yaml");
    tracker.recovered(Stage.RECALL);
    assertThat(tracker.now()).isEmpty();
  }

  @Test
  void whatAnotherReplicaDoesNowIsNotFailingHere() {
    tracker.failing(Stage.RECALL, new TopicAuthorizationException(Set.of("weft.images.uploaded")));
    tracker.failing(Stage.POLL, new DisconnectException("broker 1"));

    tracker.released(Stage.RECALL);

    assertThat(tracker.now()).containsOnlyKeys(Stage.POLL);
  }

  @Test
  void whatPassesWithTimeDoesNotNeedAnOperator() {
    tracker.failing(Stage.POLL, new DisconnectException("broker 1"));
    tracker.failing(Stage.FETCH, new StoreUnavailableException("no answer", null));
    tracker.failing(Stage.DECODE, new StoreRefusedException("AccessDenied", "refused", null));

    assertThat(tracker.now().get(Stage.POLL).blocking()).isFalse();
    assertThat(tracker.now().get(Stage.FETCH).blocking()).isFalse();
    assertThat(tracker.now().get(Stage.DECODE).blocking()).isTrue();
  }
}
