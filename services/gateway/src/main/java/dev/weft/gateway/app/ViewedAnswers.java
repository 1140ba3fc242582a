package dev.weft.gateway.app;

import dev.weft.base.DaemonThreads;
import dev.weft.events.WeftEvent;
import dev.weft.gateway.live.AnswerWaiters;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.gateway.views.streams.LocalViews;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Completes the requests that wait for an answer once the view of the image contains it: the live
 * feed and the views read the topics independently, and whoever has received an answer expects to
 * find it when asking for the image. Views of other replicas, unavailable ones, and views that lag
 * by more than a second are not waited for.
 */
@Singleton
final class ViewedAnswers {

  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(3);

  private final AnswerWaiters waiters;
  private final Function<String, Optional<ImageView>> views;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.single("weft-gateway-viewed"));

  @Inject
  ViewedAnswers(AnswerWaiters waiters, LocalViews views) {
    this(waiters, views::get);
  }

  /**
   * @param views returns the view of an image, or throws if it is not available here
   */
  ViewedAnswers(AnswerWaiters waiters, Function<String, Optional<ImageView>> views) {
    this.waiters = waiters;
    this.views = views;
  }

  /** Completes all requests that wait for this event's image, at once or soon. */
  void complete(WeftEvent event) {
    if (waiters.areAnswered(event)) {
      complete(event, System.nanoTime());
    }
  }

  private void complete(WeftEvent event, long since) {
    if (thread.isShutdown()
        || isViewed(event.key())
        || System.nanoTime() - since > LONGEST.toNanos()) {
      waiters.complete(event);
    } else {
      thread.schedule(() -> complete(event, since), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean isViewed(String imageId) {
    try {
      return views.apply(imageId).filter(view -> view.state() != ImageState.UPLOADED).isPresent();
    } catch (ViewsUnavailableException e) {
      return true;
    }
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }
}
