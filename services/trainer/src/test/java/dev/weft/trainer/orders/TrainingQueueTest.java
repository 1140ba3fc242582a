package dev.weft.trainer.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingTrigger;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrainingQueueTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final TrainingQueue queue = new TrainingQueue();

  @Test
  void theOldestRequestComesFirst() {
    queue.add(3, request("a", null));
    queue.add(4, request("b", 1));
    assertThat(queue.first()).map(TrainingRequested::trainingId).contains("a");
    queue.end("a");
    assertThat(queue.first()).map(TrainingRequested::trainingId).contains("b");
  }

  @Test
  void nothingIsCommittedBeyondARequestWithoutAnEnd() {
    queue.add(3, request("a", null));
    queue.add(4, request("b", 1));
    queue.end("b");
    assertThat(queue.committable()).isEqualTo(3);
    queue.end("a");
    assertThat(queue.committable()).isEqualTo(5);
  }

  @Test
  void theSameIdTwiceIsOneRequest() {
    queue.add(3, request("a", null));
    queue.add(4, request("a", null));
    queue.end("a");
    assertThat(queue.first()).isEmpty();
    assertThat(queue.committable()).isEqualTo(5);
  }

  @Test
  void requestsForTheSameWorkAreFound() {
    TrainingRequested first = request("a", null);
    queue.add(3, first);
    queue.add(4, request("b", 1));
    queue.add(5, request("c", null));
    assertThat(queue.sameAs(first)).containsExactly("c");
  }

  @Test
  void aCancellationFindsItsRequestWhileItHasNoEnd() {
    queue.add(3, request("a", null));
    assertThat(queue.add(4, new TrainingCancelled("a", "clothing", NOW)))
        .map(TrainingRequested::trainingId)
        .contains("a");
    queue.end("a");
    assertThat(queue.add(5, new TrainingCancelled("a", "clothing", NOW))).isEmpty();
    assertThat(queue.committable()).isEqualTo(6);
  }

  @Test
  void aRequestWaitsUntilItHasItsEnd() {
    queue.add(3, request("a", null));
    assertThat(queue.isWaiting("a")).isTrue();
    queue.end("a");
    assertThat(queue.isWaiting("a")).isFalse();
  }

  @Test
  void aRecordThatHoldsNoOrderIsPassed() {
    queue.add(7, null);
    assertThat(queue.size()).isZero();
    assertThat(queue.committable()).isEqualTo(8);
  }

  private static TrainingRequested request(String id, Integer parent) {
    return new TrainingRequested(
        id, "clothing", TrainingTrigger.PERSON, parent, TrainingRecipe.DEFAULT, NOW);
  }
}
