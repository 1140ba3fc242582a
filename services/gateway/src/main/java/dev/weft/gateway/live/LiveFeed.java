package dev.weft.gateway.live;

import dev.weft.base.DaemonThreads;
import dev.weft.events.WeftEvent;
import dev.weft.gateway.topics.RecordDecoder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Live feed of events about images as they are committed: reads the topics once for the replica,
 * keeps the events in a bounded ring, and serves any number of {@link FeedCursor}s. A cursor that
 * needs older events reads them from Kafka.
 */
public final class LiveFeed implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(LiveFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final FeedTopics topics;
  private final RecordDecoder decoder;
  private final RecordDecoder replayDecoder;
  private final Consumer<WeftEvent> listener;
  private final FeedLimits limits;
  private final Semaphore replays;
  private final Thread thread = DaemonThreads.named("weft-live-feed", this::run);
  private final ExecutorService threads = Executors.newCachedThreadPool(LiveFeed::replayThread);
  private final Object lock = new Object();
  private final AtomicInteger subscribers = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();
  private FeedRing ring;
  private volatile int answerPartitions;
  private final Set<CompletableFuture<Void>> idle = new HashSet<>();
  private volatile boolean closed;

  /**
   * Creates a feed that reads nothing before {@link #start()}.
   *
   * @param decoder of records that are read once for the replica
   * @param replayDecoder of records that are read again for one subscriber
   * @param listener receives each event once, on the feed's thread
   */
  public LiveFeed(
      FeedTopics topics,
      RecordDecoder decoder,
      RecordDecoder replayDecoder,
      Consumer<WeftEvent> listener,
      FeedLimits limits) {
    this.replayDecoder = replayDecoder;
    this.topics = topics;
    this.decoder = decoder;
    this.listener = listener;
    this.limits = limits;
    this.replays = new Semaphore(limits.replays());
  }

  /** Reads in a thread of its own until closed; continues after failures of the broker. */
  public void start() {
    thread.start();
  }

  /** Whether new events are received from now on. */
  public boolean isReady() {
    synchronized (lock) {
      return ring != null;
    }
  }

  /**
   * Parses an {@link #id} of this or another replica, whatever its filter was: if it has no offsets
   * of topics other than the answers', these resume from now.
   *
   * @return empty if it is invalid for this feed, or the feed is not ready
   */
  public Optional<FeedPosition> position(String id) {
    synchronized (lock) {
      return ring == null
          ? Optional.empty()
          : FeedPosition.parse(id)
              .filter(
                  position ->
                      position.offsets().size() == answerPartitions
                          || position.offsets().size() == ring.end().offsets().size())
              .map(position -> position.or(ring.end()));
    }
  }

  /**
   * The id from which a client can resume; with a filter for answers only, it covers their topics
   * only.
   */
  public String id(FeedPosition position, FeedFilter filter) {
    return (filter.answersOnly() ? position.first(answerPartitions) : position).toString();
  }

  /**
   * Subscribes.
   *
   * @param from the position to resume from; null for now
   * @param filter of events
   * @return empty if too many subscribers are reading old events, or the feed is not ready
   */
  public Optional<FeedCursor> subscribe(FeedPosition from, FeedFilter filter) {
    synchronized (lock) {
      if (ring == null || closed) {
        return Optional.empty();
      }
      FeedPosition position = from == null ? ring.end() : from.atMost(ring.end());
      boolean old = !position.reaches(ring.start());
      if (old && !replays.tryAcquire()) {
        return Optional.empty();
      }
      subscribers.incrementAndGet();
      long number = from == null ? ring.next() : ring.first();
      return Optional.of(new FeedCursor(this, position, number, filter, old, limits.heartbeat()));
    }
  }

  /** Number of subscribers. */
  public int subscribers() {
    return subscribers.get();
  }

  /** Number of subscribers that were disconnected because they were too slow. */
  public long dropped() {
    return dropped.sum();
  }

  FeedReader replay(FeedPosition from) {
    return new FeedReader(topics, replayDecoder, from);
  }

  void replayed() {
    replays.release();
  }

  void unsubscribed() {
    subscribers.decrementAndGet();
  }

  void drop() {
    if (!closed) {
      dropped.increment();
    }
  }

  /**
   * The number from which the ring continues where a replay stopped; empty if the replay must
   * continue.
   */
  Optional<Long> join(FeedPosition position) {
    synchronized (lock) {
      return position.reaches(ring.start()) ? Optional.of(ring.first()) : Optional.empty();
    }
  }

  /**
   * Reads the ring from a number on. A subscriber has lost events if the ring no longer contains
   * the number and starts after the subscriber's position.
   */
  RingRead read(long number, FeedPosition position) {
    synchronized (lock) {
      long from = Math.max(number, ring.first());
      if (closed || from > number && !position.reaches(ring.start())) {
        return new RingRead(from, null, null);
      }
      if (from < ring.next()) {
        return new RingRead(from, ring.get(from), null);
      }
      CompletableFuture<Void> more = new CompletableFuture<>();
      idle.add(more);
      return new RingRead(from, null, more);
    }
  }

  /** Removes a waiting future. */
  void forget(CompletableFuture<Void> more) {
    synchronized (lock) {
      idle.remove(more);
    }
  }

  /** Executor of replays, which block. */
  Executor replayThreads() {
    return threads;
  }

  /**
   * An event, or a future that completes when there is one, or neither if the subscriber has lost
   * events.
   *
   * @param number of the current or next event
   */
  record RingRead(long number, FeedEvent event, CompletableFuture<Void> more) {
    boolean gone() {
      return event == null && more == null;
    }
  }

  private void run() {
    while (!closed) {
      FeedPosition from;
      synchronized (lock) {
        from = ring == null ? null : ring.end();
      }
      try (FeedReader reader = new FeedReader(topics, decoder, from)) {
        begin(reader);
        while (!closed) {
          reader.poll(POLL).forEach(this::append);
        }
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warnf("live feed interrupted, reconnecting in %s: %s", PAUSE, e.getMessage());
          pause();
        }
      }
    }
  }

  private void begin(FeedReader reader) {
    synchronized (lock) {
      if (ring == null) {
        answerPartitions = reader.answerPartitions();
        ring = new FeedRing(limits.ring(), reader.position());
      }
    }
  }

  private void append(FeedEvent event) {
    synchronized (lock) {
      ring.append(event);
    }
    if (event.event() != null) {
      listener.accept(event.event());
    }
    wake();
  }

  private void wake() {
    List<CompletableFuture<Void>> waiting;
    synchronized (lock) {
      waiting = List.copyOf(idle);
      idle.clear();
    }
    waiting.forEach(more -> more.complete(null));
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Kafka's clients load classes by name, for which they need the application's class loader. */
  private static Thread replayThread(Runnable work) {
    Thread thread = DaemonThreads.named("weft-feed-replay", work);
    thread.setContextClassLoader(LiveFeed.class.getClassLoader());
    return thread;
  }

  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
