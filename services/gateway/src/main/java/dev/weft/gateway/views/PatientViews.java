package dev.weft.gateway.views;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks again for a while: a rebalance usually takes less than a second. Blocks. */
public final class PatientViews implements ImageQueries {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final ImageQueries views;
  private final Duration patience;

  public PatientViews(ImageQueries views, Duration patience) {
    this.views = views;
    this.patience = patience;
  }

  @Override
  public Optional<ImageView> get(String imageId) {
    return retried(() -> views.get(imageId));
  }

  @Override
  public ViewSlice list(ImageFilter filter, PagePosition after, int limit) {
    return retried(() -> views.list(filter, after, limit));
  }

  private <T> T retried(Supplier<T> query) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return query.get();
      } catch (ViewsUnavailableException e) {
        if (System.nanoTime() >= end) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private static void pause(ViewsUnavailableException reason) {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }
}
