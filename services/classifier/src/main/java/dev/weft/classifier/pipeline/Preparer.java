package dev.weft.classifier.pipeline;

import dev.weft.classifier.pipeline.PipelineListener.Stage;
import dev.weft.events.ModelRef;
import dev.weft.events.RejectionReason;
import dev.weft.events.kafka.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Fetches and decodes on a pool of threads, first come, first served. Each image ends at one of two
 * exits: decoded, or refused for good. What is no fault of the image (the store is away, memory is
 * short) is tried again after a back-off, during which no thread waits and the image may still be
 * cancelled.
 */
final class Preparer implements AutoCloseable {

  private final Fetcher fetcher;
  private final Decoding decoding;
  private final Slots slots;
  private final ByteBudget budget;
  private final Models models;
  private final Assignment assignment;
  private final Exits exits;
  private final Retries retries;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor pool;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Where images leave. Called on the pool's threads.
   *
   * @param ended images that no engine is needed for
   */
  record Exits(Consumer<Prepared> prepared, BiConsumer<Work, Outcome> ended) {}

  /** What happens when the fault is not the image's. */
  record Retries(Backoff backoff, Trouble trouble) {}

  /** What is held in memory. */
  record Memory(Slots slots, ByteBudget budget) {}

  Preparer(
      int threads,
      Fetcher fetcher,
      Decoding decoding,
      Memory memory,
      Models models,
      Assignment assignment,
      Exits exits,
      Retries retries,
      InstantSource clock) {
    this.fetcher = fetcher;
    this.decoding = decoding;
    this.slots = memory.slots();
    this.budget = memory.budget();
    this.models = models;
    this.assignment = assignment;
    this.exits = exits;
    this.retries = retries;
    this.clock = clock;
    this.pool = new ScheduledThreadPoolExecutor(threads, Threads.named("weft-prepare"));
    pool.setRemoveOnCancelPolicy(true);
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void submit(Work work) {
    underWay.incrementAndGet();
    schedule(work, 1, Duration.ZERO);
  }

  /** Prepares an image once more, for the serving version. */
  void again(Work work) {
    work.requeue();
    submit(work);
  }

  /** Images that will be decoded or refused soon: submitted and not waiting for a back-off. */
  int underWay() {
    return underWay.get();
  }

  private void schedule(Work work, int attempt, Duration delay) {
    try {
      pool.schedule(() -> run(work, attempt), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      work.cancel();
    }
  }

  private void run(Work work, int attempt) {
    if (attempt > 1) {
      underWay.incrementAndGet();
    }
    var stage = new Stage[] {Stage.FETCH};
    try {
      if (work.start()) {
        prepare(work, stage);
        retries.trouble().over(Stage.FETCH);
        retries.trouble().over(Stage.DECODE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | OutOfMemoryError e) {
      work.requeue();
      retries.trouble().began(stage[0], e);
      schedule(work, attempt + 1, retries.backoff().delay(attempt, ThreadLocalRandom.current()));
    } finally {
      underWay.decrementAndGet();
    }
  }

  @SuppressWarnings("try") // the share is only held
  private void prepare(Work work, Stage[] stage) throws InterruptedException {
    Instant begun = clock.instant();
    if (work.isUseless()) {
      return;
    }
    if (work.isExpired(begun)) {
      exits.ended().accept(work, work.expired(null, begun));
      return;
    }
    if (assignment.whose(work.event()) != Assignment.Whose.MINE) {
      exits.ended().accept(work, ofAnotherModel(work));
      return;
    }
    long started = System.nanoTime();
    try (var share = budget.take(work.event().object().size())) {
      Fetch fetch = fetcher.fetch(work.event().object());
      double fetchSeconds = Seconds.since(started);
      if (fetch instanceof Refusal refusal) {
        refuse(work, refusal, null);
      } else if (fetch instanceof Fetch.Fetched fetched) {
        stage[0] = Stage.DECODE;
        double queueSeconds = Seconds.between(work.publishedAt(), begun);
        decode(work, fetched, queueSeconds, fetchSeconds);
      }
    }
  }

  private Outcome ofAnotherModel(Work work) {
    String model = work.event().model();
    if (assignment.isPublished(model)) {
      return new Outcome.Anothers();
    }
    var refusal =
        new Refusal(
            RejectionReason.UNKNOWN_MODEL,
            "no version of a model \"%s\" was ever published; publish one and upload the image again"
                .formatted(model));
    return work.rejected(refusal, null, clock.instant());
  }

  private void decode(Work work, Fetch.Fetched fetched, double queueSeconds, double fetchSeconds)
      throws InterruptedException {
    var lease =
        work.failure() == null ? models.lease(work.event().imageId()) : models.leaseServing();
    var model = lease.route().model();
    Slots.Slot slot = null;
    boolean handedOn = false;
    try {
      slot = slots.take(model.tensorBytes());
      long started = System.nanoTime();
      var refusal = decoding.decode(fetched.bytes(), model.preprocessing(), slot.floats());
      if (refusal.isPresent()) {
        refuse(work, refusal.get(), model.ref());
        return;
      }
      var spent = new Prepared.Spent(queueSeconds, fetchSeconds, Seconds.since(started));
      handedOn = true;
      exits.prepared().accept(new Prepared(work, fetched.object(), slot, lease, spent));
    } finally {
      if (!handedOn) {
        lease.close();
        if (slot != null) {
          slot.close();
        }
      }
    }
  }

  private void refuse(Work work, Refusal refusal, ModelRef model) {
    exits.ended().accept(work, work.rejected(refusal, model, clock.instant()));
  }

  /** Ends the threads; what has not begun never ends. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
