package dev.weft.gateway.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One subscriber's position in the feed. Buffers no events beyond one poll of a replay: the caller
 * requests the next event when it has passed on the previous one, and a subscriber that falls
 * behind the ring is disconnected. {@link #next()} must not be called concurrently; {@link
 * #close()} may be called at any time.
 */
public final class FeedCursor implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final LiveFeed feed;
  private final FeedFilter filter;
  private final Duration heartbeat;
  private final Deque<FeedEvent> replayed = new ArrayDeque<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private FeedPosition position;
  private long number;
  private FeedReader replay;
  private boolean replaying;
  private volatile boolean closed;

  FeedCursor(
      LiveFeed feed,
      FeedPosition position,
      long number,
      FeedFilter filter,
      boolean replaying,
      Duration heartbeat) {
    this.feed = feed;
    this.position = position;
    this.number = number;
    this.filter = filter;
    this.replaying = replaying;
    this.heartbeat = heartbeat;
  }

  /** The current position of the subscriber. */
  public synchronized FeedPosition position() {
    return position;
  }

  /** The next signal. Never fails; completes within the heartbeat interval. */
  public CompletableFuture<Signal> next() {
    synchronized (this) {
      if (!replaying || closed) {
        return live(System.nanoTime() + heartbeat.toNanos());
      }
    }
    return CompletableFuture.supplyAsync(this::old, feed.replayThreads())
        .exceptionally(failure -> new Signal.End())
        .thenCompose(
            signal ->
                signal == null
                    ? live(System.nanoTime() + heartbeat.toNanos())
                    : CompletableFuture.completedFuture(signal));
  }

  /** The next event from Kafka; null once the ring contains what follows. */
  private synchronized Signal old() {
    long end = System.nanoTime() + heartbeat.toNanos();
    while (!closed && System.nanoTime() < end) {
      FeedEvent event = replayed.poll();
      if (event != null) {
        if (passes(event)) {
          return new Signal.Answer(event, position);
        }
        continue;
      }
      if (replay == null) {
        replay = feed.replay(position);
      }
      position = replay.position();
      Optional<Long> joined = feed.join(position);
      if (joined.isPresent()) {
        number = joined.get();
        endReplay();
        return null;
      }
      replayed.addAll(replay.poll(POLL));
    }
    return closed ? new Signal.End() : new Signal.Quiet(position);
  }

  private CompletableFuture<Signal> live(long end) {
    while (true) {
      LiveFeed.RingRead read;
      synchronized (this) {
        if (closed) {
          return CompletableFuture.completedFuture(new Signal.End());
        }
        read = feed.read(number, position);
        number = read.number();
        if (read.gone()) {
          feed.drop();
          return CompletableFuture.completedFuture(new Signal.End());
        }
        if (read.event() != null) {
          number++;
          FeedEvent event = read.event();
          if (passes(event)) {
            return CompletableFuture.completedFuture(new Signal.Answer(event, position));
          }
          continue;
        }
      }
      return later(read.more(), end);
    }
  }

  private CompletableFuture<Signal> later(CompletableFuture<Void> more, long end) {
    long left = end - System.nanoTime();
    if (left <= 0) {
      return quiet(more);
    }
    return more.thenApply(ignored -> true)
        .completeOnTimeout(false, left, TimeUnit.NANOSECONDS)
        .thenCompose(woken -> woken ? live(end) : quiet(more));
  }

  private CompletableFuture<Signal> quiet(CompletableFuture<Void> more) {
    feed.forget(more);
    return CompletableFuture.completedFuture(new Signal.Quiet(position()));
  }

  /** Advances past the event, and returns whether it passes the filter. */
  private boolean passes(FeedEvent event) {
    if (!position.isBefore(event.partition(), event.offset())) {
      return false;
    }
    position = position.after(event.partition(), event.offset());
    return filter.test(event);
  }

  private synchronized void endReplay() {
    if (replaying) {
      replaying = false;
      feed.replayed();
    }
    if (replay != null) {
      replay.close();
      replay = null;
    }
    replayed.clear();
  }

  /** Does not block: a replay's poll may take a moment to end. */
  @Override
  public void close() {
    if (!closing.getAndSet(true)) {
      closed = true;
      feed.unsubscribed();
      feed.replayThreads().execute(this::endReplay);
    }
  }
}
