package dev.weft.gateway.live;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.model.ServingRole;
import dev.weft.gateway.Events;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FeedTest {

  private static final FeedPosition START = new FeedPosition(List.of(10L, 20L));

  @Test
  void aPositionSurvivesAsText() {
    assertThat(START).hasToString("10.20");
    assertThat(FeedPosition.parse("10.20")).contains(START);
    assertThat(FeedPosition.parse("10.-2")).isEmpty();
    assertThat(FeedPosition.parse("1234567890123456789012")).isEmpty();
    assertThat(FeedPosition.parse(null)).isEmpty();
  }

  @Test
  void aPositionOfSomePartitionsGoesOnFromAnotherInTheRest() {
    FeedPosition now = new FeedPosition(List.of(12L, 25L, 7L, 8L));

    assertThat(START.or(now)).isEqualTo(new FeedPosition(List.of(10L, 20L, 7L, 8L)));
    assertThat(START.or(now).first(2)).isEqualTo(START);
    assertThat(now.or(now)).isEqualTo(now);
  }

  @Test
  void aSubscriberHearsTheKindsAndLabelsThatItAskedFor() {
    FeedFilter answers = new FeedFilter(FeedKind.ANSWERS, null);
    FeedFilter hats = new FeedFilter(Set.of(FeedKind.CLASSIFIED, FeedKind.LABELED), "hat");
    FeedEvent uploaded = event(Events.uploaded("a", 1));
    FeedEvent labeled = event(Events.labeled("a", "hat", 1));
    FeedEvent unlabeled = FeedEvent.unlabeled(0, 1, "a\"b", START);

    assertThat(answers.test(uploaded)).isFalse();
    assertThat(answers.test(event(Events.rejected("a", 1)))).isTrue();
    assertThat(answers.test(labeled)).isFalse();
    assertThat(hats.test(labeled)).isTrue();
    assertThat(hats.test(event(Events.classified("a", "shirt", 1)))).isFalse();
    assertThat(new FeedFilter(Set.of(FeedKind.LABELED), null).test(unlabeled)).isTrue();
    assertThat(unlabeled.name()).isEqualTo("image-unlabeled");
    assertThat(unlabeled.json()).isEqualTo("{\"imageId\":\"a\\\"b\"}");
    assertThat(uploaded.name()).isEqualTo("image-uploaded");
    assertThat(labeled.name()).isEqualTo("image-labeled");
  }

  @Test
  void positionsAreOrderedOnlyWhereNoPartitionLiesBefore() {
    FeedPosition after = START.after(0, 10);

    assertThat(after.reaches(START)).isTrue();
    assertThat(START.reaches(after)).isFalse();
    assertThat(after.isBefore(0, 10)).isFalse();
    assertThat(after.isBefore(1, 20)).isTrue();
    assertThat(new FeedPosition(List.of(11L, 19L)).atMost(START))
        .isEqualTo(new FeedPosition(List.of(10L, 19L)));
  }

  @Test
  void aFullRingForgetsTheOldestAndKnowsWhereItStarts() {
    FeedRing ring = new FeedRing(2, START);
    for (int i = 0; i < 3; i++) {
      ring.append(event(10 + i, ring.end()));
    }

    assertThat(ring.first()).isEqualTo(1);
    assertThat(ring.next()).isEqualTo(3);
    assertThat(ring.get(1).offset()).isEqualTo(11);
    assertThat(ring.start()).isEqualTo(new FeedPosition(List.of(11L, 20L)));
    assertThat(ring.end()).isEqualTo(new FeedPosition(List.of(13L, 20L)));
  }

  @Test
  void whoeverWaitsForAnImageHearsItsAnswerAndNoShadowS() {
    AnswerWaiters waiters = new AnswerWaiters(10);
    CompletableFuture<Optional<WeftEvent>> answer = waiters.await("a", Duration.ofMinutes(1));
    WeftEvent shadow = Events.classified("a", "hat", 1, 2, ServingRole.SHADOW);
    WeftEvent primary = Events.classified("a", "shirt", 2);

    waiters.complete(shadow);
    waiters.complete(Events.classified("b", "shirt", 2));
    waiters.complete(nameless());
    assertThat(answer).isNotDone();
    waiters.complete(primary);

    assertThat(answer).isCompletedWithValue(Optional.of(primary));
    assertThat(waiters.size()).isZero();
  }

  @Test
  void waitingEndsWithTheTimeOrAtOnceWhereTooManyWait() throws Exception {
    AnswerWaiters waiters = new AnswerWaiters(1);

    waiters.await("a", Duration.ofMinutes(1));
    CompletableFuture<Optional<WeftEvent>> second = waiters.await("a", Duration.ofMinutes(1));
    CompletableFuture<Optional<WeftEvent>> late =
        new AnswerWaiters(1).await("a", Duration.ofMillis(20));

    assertThat(second).isCompletedWithValue(Optional.empty());
    assertThat(waiters.size()).isEqualTo(1);
    assertThat(late.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isEmpty();
  }

  private static FeedEvent event(WeftEvent event) {
    return new FeedEvent(0, 10, event, "{}", START);
  }

  private static FeedEvent event(long offset, FeedPosition before) {
    WeftEvent event = Events.classified("a", "shirt", offset);
    return new FeedEvent(0, offset, event, "{}", before.after(0, offset));
  }

  private static ImageRejected nameless() {
    return new ImageRejected(
        null,
        null,
        RejectionReason.INVALID_EVENT,
        "not JSON",
        new ImageRejected.Origin("t", 0, 0),
        Events.at(0));
  }
}
