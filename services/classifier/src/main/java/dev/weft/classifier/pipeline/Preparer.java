package dev.weft.classifier.pipeline;

import dev.weft.classifier.pipeline.PipelineListener.Stage;
import dev.weft.events.ModelRef;
import dev.weft.events.RejectionReason;
import dev.weft.events.kafka.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Fetches and decodes on a pool of threads, first come, first served. Each image ends at one of two
 * exits: decoded, or refused for good. What is no fault of the image (the store is away, memory is
 * short) is tried again after a back-off, during which no thread waits and the image may still be
 * cancelled. What may be the image's fault ({@link Faults}) is tried again in the same way, but
 * only for a time; then the image is refused.
 */
final class Preparer implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  private final Fetcher fetcher;
  private final Decoding decoding;
  private final Faults faults;
  private final Steps steps;
  private final Slots slots;
  private final ByteBudget budget;
  private final Models models;
  private final Assignment assignment;
  private final Exits exits;
  private final Trouble trouble;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor pool;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Where images leave. Called on the pool's threads.
   *
   * @param ended images that no engine is needed for
   */
  record Exits(Consumer<Prepared> prepared, BiConsumer<Work, Outcome> ended) {}

  /** What is held in memory. */
  record Memory(Slots slots, ByteBudget budget) {}

  /**
   * What it works with.
   *
   * @param faults tells whose fault a failure is
   * @param steps for those that must end
   */
  record Tools(Fetcher fetcher, Decoding decoding, Faults faults, Steps steps) {}

  Preparer(
      int threads,
      Tools tools,
      Memory memory,
      Models models,
      Assignment assignment,
      Exits exits,
      Trouble trouble,
      InstantSource clock) {
    this.fetcher = tools.fetcher();
    this.decoding = tools.decoding();
    this.faults = tools.faults();
    this.steps = tools.steps();
    this.slots = memory.slots();
    this.budget = memory.budget();
    this.models = models;
    this.assignment = assignment;
    this.exits = exits;
    this.trouble = trouble;
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
        var missing = prepare(work, stage);
        faults.sound();
        trouble.over(Stage.FETCH);
        trouble.over(Stage.DECODE);
        missing.ifPresent(refusal -> suspect(work, attempt, refusal, null));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failed(work, attempt, stage[0], e);
    } finally {
      underWay.decrementAndGet();
    }
  }

  private void failed(Work work, int attempt, Stage stage, Throwable failure) {
    var cause = failure;
    try {
      var suspicion = faults.suspicion(work.event().object(), stage, failure);
      if (suspicion.isPresent()) {
        if (stage == Stage.FETCH) {
          faults.sound();
          trouble.over(stage);
        }
        suspect(work, attempt, suspicion.get(), failure);
        return;
      }
    } catch (RuntimeException | Error asked) {
      cause = asked;
    }
    faults.unsound();
    work.unsuspected();
    trouble.began(stage, cause);
    tryAgain(work, attempt);
  }

  /** The image may be at fault: it is tried again for a time, and then refused. */
  private void suspect(Work work, int attempt, Refusal suspicion, Throwable failure) {
    if (!faults.isOver(work, suspicion, work.suspected(clock.instant()))) {
      tryAgain(work, attempt);
      return;
    }
    if (suspicion.reason() == RejectionReason.INTERNAL_ERROR) {
      LOG.warnf(failure, "image=%s is rejected: %s", work.event().imageId(), suspicion.detail());
    }
    refuse(work, suspicion, null);
  }

  private void tryAgain(Work work, int attempt) {
    work.requeue();
    schedule(work, attempt + 1, trouble.delay(attempt));
  }

  /** What the image is to be refused with if nothing goes on lying where its object should. */
  @SuppressWarnings("try") // the share is only held
  private Optional<Refusal> prepare(Work work, Stage[] stage) throws InterruptedException {
    Instant begun = clock.instant();
    if (work.isUseless()) {
      return Optional.empty();
    }
    if (work.isExpired(begun)) {
      exits.ended().accept(work, work.expired(null, begun));
      return Optional.empty();
    }
    if (assignment.whose(work.event()) != Assignment.Whose.MINE) {
      exits.ended().accept(work, ofAnotherModel(work));
      return Optional.empty();
    }
    long started = System.nanoTime();
    try (var share = budget.take(work.event().object().size())) {
      Fetch fetch = fetch(work);
      double fetchSeconds = Seconds.since(started);
      if (fetch instanceof Fetch.Refused refused) {
        refuse(work, refused.refusal(), null);
      } else if (fetch instanceof Fetch.Missing missing) {
        faults.requireKnownBucket();
        return Optional.of(missing.refusal());
      } else if (fetch instanceof Fetch.Fetched fetched) {
        double queueSeconds = Seconds.between(work.publishedAt(), begun);
        decode(work, fetched, new Prepared.Spent(queueSeconds, fetchSeconds, 0), stage);
      }
      return Optional.empty();
    }
  }

  @SuppressWarnings("try") // the step is only watched
  private Fetch fetch(Work work) {
    try (var step = steps.begin()) {
      return fetcher.fetch(work.event().object());
    }
  }

  private Outcome ofAnotherModel(Work work) {
    String model = work.event().model();
    if (assignment.isKnown(model)) {
      return new Outcome.Anothers();
    }
    var refusal =
        new Refusal(
            RejectionReason.UNKNOWN_MODEL,
            "no version of a model \"%s\" was ever published, and nobody has created it; do and upload the image again"
                .formatted(model));
    return work.rejected(refusal, null, clock.instant());
  }

  @SuppressWarnings("try") // the step is only watched
  private void decode(Work work, Fetch.Fetched fetched, Prepared.Spent before, Stage[] stage)
      throws InterruptedException {
    var lease =
        work.failure() == null ? models.lease(work.event().imageId()) : models.leaseServing();
    var model = lease.route().model();
    Slots.Slot slot = null;
    boolean handedOn = false;
    try {
      slot = slots.take(model.tensorBytes());
      stage[0] = Stage.DECODE;
      long started = System.nanoTime();
      Optional<Refusal> refusal;
      try (var step = steps.begin()) {
        refusal = decoding.decode(fetched.bytes(), model.preprocessing(), slot.floats());
      }
      if (refusal.isPresent()) {
        refuse(work, refusal.get(), model.ref());
        return;
      }
      var spent = new Prepared.Spent(before.queue(), before.fetch(), Seconds.since(started));
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
