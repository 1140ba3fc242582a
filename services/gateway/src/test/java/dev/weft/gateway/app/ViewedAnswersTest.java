package dev.weft.gateway.app;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.events.WeftEvent;
import dev.weft.events.model.ServingRole;
import dev.weft.gateway.Events;
import dev.weft.gateway.live.AnswerWaiters;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.gateway.views.streams.ViewMerge;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewedAnswersTest {

  private final AnswerWaiters waiters = new AnswerWaiters(10);
  private final AtomicInteger looks = new AtomicInteger();
  private final WeftEvent answer = Events.classified("a", "shirt", 2);
  private volatile Optional<ImageView> view = ViewMerge.of(Events.uploaded("a", 1));
  private volatile boolean isElsewhere;
  private final ViewedAnswers viewed =
      new ViewedAnswers(
          waiters,
          id -> {
            looks.incrementAndGet();
            if (isElsewhere) {
              throw new ViewsUnavailableException("another replica owns it");
            }
            return view;
          });

  @AfterEach
  void stop() {
    viewed.stop();
  }

  @Test
  void anAnswerArrivesOnceTheViewHasIt() {
    CompletableFuture<Optional<WeftEvent>> waiting = waiters.await("a", Duration.ofMinutes(1));

    viewed.complete(answer);
    await().atMost(TIMEOUT).until(() -> looks.get() > 1);
    assertThat(waiting).isNotDone();
    view = ViewMerge.of(answer);

    assertThat(waiting).succeedsWithin(TIMEOUT).isEqualTo(Optional.of(answer));
  }

  @Test
  void aViewThatStaysBehindDelaysNoAnswerForEver() {
    view = Optional.empty();
    CompletableFuture<Optional<WeftEvent>> waiting = waiters.await("a", Duration.ofMinutes(1));

    viewed.complete(answer);

    assertThat(waiting).succeedsWithin(TIMEOUT).isEqualTo(Optional.of(answer));
  }

  @Test
  void aViewOfAnotherReplicaIsNotWaitedFor() {
    isElsewhere = true;
    CompletableFuture<Optional<WeftEvent>> waiting = waiters.await("a", Duration.ofMinutes(1));

    viewed.complete(answer);

    assertThat(waiting).isCompletedWithValue(Optional.of(answer));
  }

  @Test
  void whatNobodyWaitsForIsNotLookedUp() {
    CompletableFuture<Optional<WeftEvent>> waiting = waiters.await("b", Duration.ofMinutes(1));

    viewed.complete(answer);
    viewed.complete(Events.classified("b", "hat", 1, 2, ServingRole.SHADOW));

    assertThat(looks).hasValue(0);
    assertThat(waiting).isNotDone();
  }
}
