package dev.weft.classifier.prepare;

import dev.weft.base.DaemonThreads;
import dev.weft.classifier.inflight.DecodedImage;
import dev.weft.classifier.inflight.ImageOutcome;
import dev.weft.classifier.inflight.InFlightImage;
import dev.weft.classifier.inflight.ModelRouting;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.Refusal;
import dev.weft.classifier.inflight.Seconds;
import dev.weft.classifier.inflight.TensorSlots;
import dev.weft.classifier.observe.FailureTracker;
import dev.weft.classifier.observe.PipelineListener.Stage;
import dev.weft.classifier.observe.RunningSteps;
import dev.weft.events.ModelRef;
import dev.weft.events.image.RejectionReason;
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
 * cancelled. What may be the image's fault ({@link FaultAttribution}) is tried again in the same
 * way, but only for a time; then the image is refused.
 */
public final class PreparationStage implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  private final Fetcher fetcher;
  private final ImageDecoding decoding;
  private final FaultAttribution faults;
  private final RunningSteps steps;
  private final TensorSlots slots;
  private final ByteBudget budget;
  private final Models models;
  private final ModelRouting assignment;
  private final Exits exits;
  private final FailureTracker tracker;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor pool;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Where images leave. Called on the pool's threads.
   *
   * @param ended images that no engine is needed for
   */
  public record Exits(
      Consumer<DecodedImage> prepared, BiConsumer<InFlightImage, ImageOutcome> ended) {}

  /** What is held in memory. */
  public record Memory(TensorSlots slots, ByteBudget budget) {}

  /**
   * What it works with.
   *
   * @param faults tells whose fault a failure is
   * @param steps for those that must end
   */
  public record Tools(
      Fetcher fetcher, ImageDecoding decoding, FaultAttribution faults, RunningSteps steps) {}

  public PreparationStage(
      int threads,
      Tools tools,
      Memory memory,
      Models models,
      ModelRouting assignment,
      Exits exits,
      FailureTracker tracker,
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
    this.tracker = tracker;
    this.clock = clock;
    this.pool = new ScheduledThreadPoolExecutor(threads, DaemonThreads.numbered("weft-prepare"));
    pool.setRemoveOnCancelPolicy(true);
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  public void submit(InFlightImage inFlight) {
    underWay.incrementAndGet();
    schedule(inFlight, 1, Duration.ZERO);
  }

  /** Prepares an image once more, for the serving version. */
  public void again(InFlightImage inFlight) {
    inFlight.requeue();
    submit(inFlight);
  }

  /** Images that will be decoded or refused soon: submitted and not waiting for a back-off. */
  public int underWay() {
    return underWay.get();
  }

  private void schedule(InFlightImage inFlight, int attempt, Duration delay) {
    try {
      pool.schedule(() -> run(inFlight, attempt), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      inFlight.cancel();
    }
  }

  private void run(InFlightImage inFlight, int attempt) {
    if (attempt > 1) {
      underWay.incrementAndGet();
    }
    var stage = new Stage[] {Stage.FETCH};
    try {
      if (inFlight.start()) {
        var missing = prepare(inFlight, stage);
        faults.sound();
        tracker.recovered(Stage.FETCH);
        tracker.recovered(Stage.DECODE);
        missing.ifPresent(refusal -> suspect(inFlight, attempt, refusal, null));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failed(inFlight, attempt, stage[0], e);
    } finally {
      underWay.decrementAndGet();
    }
  }

  private void failed(InFlightImage inFlight, int attempt, Stage stage, Throwable failure) {
    var cause = failure;
    try {
      var suspicion = faults.suspicion(inFlight.event().object(), stage, failure);
      if (suspicion.isPresent()) {
        if (stage == Stage.FETCH) {
          faults.sound();
          tracker.recovered(stage);
        }
        suspect(inFlight, attempt, suspicion.get(), failure);
        return;
      }
    } catch (RuntimeException | Error asked) {
      cause = asked;
    }
    faults.unsound();
    inFlight.unsuspected();
    tracker.failing(stage, cause);
    tryAgain(inFlight, attempt);
  }

  /** The image may be at fault: it is tried again for a time, and then refused. */
  private void suspect(InFlightImage inFlight, int attempt, Refusal suspicion, Throwable failure) {
    if (!faults.isOver(inFlight, suspicion, inFlight.suspected(clock.instant()))) {
      tryAgain(inFlight, attempt);
      return;
    }
    if (suspicion.reason() == RejectionReason.INTERNAL_ERROR) {
      LOG.warnf(
          failure, "image=%s is rejected: %s", inFlight.event().imageId(), suspicion.detail());
    }
    refuse(inFlight, suspicion, null);
  }

  private void tryAgain(InFlightImage inFlight, int attempt) {
    inFlight.requeue();
    schedule(inFlight, attempt + 1, tracker.delay(attempt));
  }

  /** What the image is to be refused with if nothing goes on lying where its object should. */
  @SuppressWarnings("try") // the share is only held
  private Optional<Refusal> prepare(InFlightImage inFlight, Stage[] stage)
      throws InterruptedException {
    Instant begun = clock.instant();
    if (inFlight.isUseless()) {
      return Optional.empty();
    }
    if (inFlight.isExpired(begun)) {
      exits.ended().accept(inFlight, inFlight.expired(null, begun));
      return Optional.empty();
    }
    if (assignment.owner(inFlight.event()) != ModelRouting.Owner.THIS) {
      exits.ended().accept(inFlight, ofAnotherModel(inFlight));
      return Optional.empty();
    }
    long started = System.nanoTime();
    try (var share = budget.take(inFlight.event().object().size())) {
      Fetch fetch = fetch(inFlight);
      double fetchSeconds = Seconds.since(started);
      if (fetch instanceof Fetch.Refused refused) {
        refuse(inFlight, refused.refusal(), null);
      } else if (fetch instanceof Fetch.Missing missing) {
        faults.requireKnownBucket();
        return Optional.of(missing.refusal());
      } else if (fetch instanceof Fetch.Fetched fetched) {
        double queueSeconds = Seconds.between(inFlight.publishedAt(), begun);
        decode(inFlight, fetched, new DecodedImage.Spent(queueSeconds, fetchSeconds, 0), stage);
      }
      return Optional.empty();
    }
  }

  @SuppressWarnings("try") // the step is only watched
  private Fetch fetch(InFlightImage inFlight) {
    try (var step = steps.begin()) {
      return fetcher.fetch(inFlight.event().object());
    }
  }

  private ImageOutcome ofAnotherModel(InFlightImage inFlight) {
    String model = inFlight.event().model();
    if (assignment.isKnown(model)) {
      return new ImageOutcome.OwnedElsewhere();
    }
    var refusal =
        new Refusal(
            RejectionReason.UNKNOWN_MODEL,
            "no version of a model \"%s\" was ever published, and nobody has created it; do and upload the image again"
                .formatted(model));
    return inFlight.rejected(refusal, null, clock.instant());
  }

  @SuppressWarnings("try") // the step is only watched
  private void decode(
      InFlightImage inFlight, Fetch.Fetched fetched, DecodedImage.Spent before, Stage[] stage)
      throws InterruptedException {
    var lease =
        inFlight.failure() == null
            ? models.lease(inFlight.event().imageId())
            : models.leaseServing();
    var model = lease.route().model();
    TensorSlots.Slot slot = null;
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
        refuse(inFlight, refusal.get(), model.ref());
        return;
      }
      var spent = new DecodedImage.Spent(before.queue(), before.fetch(), Seconds.since(started));
      handedOn = true;
      exits.prepared().accept(new DecodedImage(inFlight, fetched.object(), slot, lease, spent));
    } finally {
      if (!handedOn) {
        lease.close();
        if (slot != null) {
          slot.close();
        }
      }
    }
  }

  private void refuse(InFlightImage inFlight, Refusal refusal, ModelRef model) {
    exits.ended().accept(inFlight, inFlight.rejected(refusal, model, clock.instant()));
  }

  /** Ends the threads; what has not begun never ends. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
