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
 * Fetches and decodes images on a pool of threads, in order of arrival. Each image leaves by one of
 * two exits: decoded, or rejected for good. Failures that are not the image's fault (an unavailable
 * store, lack of memory) are retried after a back-off, during which no thread is blocked and the
 * image may still be cancelled. Failures that may be the image's fault ({@link FaultAttribution})
 * are retried likewise, but only for a limited time; then the image is rejected.
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
  private final ModelRouting routing;
  private final Exits exits;
  private final FailureTracker tracker;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor pool;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * Exits of images from the stage. Called on the pool's threads.
   *
   * @param ended receives images that need no engine
   */
  public record Exits(
      Consumer<DecodedImage> prepared, BiConsumer<InFlightImage, ImageOutcome> ended) {}

  /** Memory of the stage. */
  public record Memory(TensorSlots slots, ByteBudget budget) {}

  /**
   * Collaborators.
   *
   * @param faults decides whose fault a failure is
   * @param steps tracks steps that must end
   */
  public record Tools(
      Fetcher fetcher, ImageDecoding decoding, FaultAttribution faults, RunningSteps steps) {}

  public PreparationStage(
      int threads,
      Tools tools,
      Memory memory,
      Models models,
      ModelRouting routing,
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
    this.routing = routing;
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

  /**
   * Number of images that will soon be decoded or rejected: submitted and not waiting for a
   * back-off.
   */
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
        prepare(inFlight, stage).ifPresent(refusal -> suspect(inFlight, attempt, refusal, null));
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

  /** Retries an image that may be at fault, and rejects it once the time limit has passed. */
  private void suspect(InFlightImage inFlight, int attempt, Refusal suspicion, Throwable failure) {
    if (!faults.isOver(inFlight, suspicion, inFlight.suspected(clock.instant()))) {
      tryAgain(inFlight, attempt);
      return;
    }
    if (suspicion.reason() == RejectionReason.INTERNAL_ERROR) {
      LOG.warnf(failure, "rejected image=%s: %s", inFlight.event().imageId(), suspicion.detail());
    }
    refuse(inFlight, suspicion, null);
  }

  private void tryAgain(InFlightImage inFlight, int attempt) {
    inFlight.requeue();
    schedule(inFlight, attempt + 1, tracker.delay(attempt));
  }

  /** The rejection of the image if its object stays missing; empty if the object exists. */
  @SuppressWarnings("try") // only closed, not used otherwise
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
    if (routing.owner(inFlight.event()) != ModelRouting.Owner.THIS) {
      exits.ended().accept(inFlight, ofAnotherModel(inFlight));
      return Optional.empty();
    }
    double queueSeconds = Seconds.between(inFlight.publishedAt(), begun);
    var lease =
        inFlight.failure() == null
            ? models.lease(inFlight.event().imageId())
            : models.leaseServing();
    var place = new Place(lease);
    try {
      // Before the share of the memory for fetched images: threads wait here while the engine of
      // their model is at a standstill, and other models need that memory.
      place.slot = slots.take(lease.route().model().tensorBytes());
      long started = System.nanoTime();
      try (var share = budget.take(inFlight.event().object().size())) {
        Fetch fetch = fetch(inFlight);
        var spent = new DecodedImage.Spent(queueSeconds, Seconds.since(started), 0);
        if (fetch instanceof Fetch.Missing missing) {
          faults.requireKnownBucket();
          fetchWorks();
          return Optional.of(missing.refusal());
        }
        fetchWorks();
        if (fetch instanceof Fetch.Refused refused) {
          refuse(inFlight, refused.refusal(), null);
        } else if (fetch instanceof Fetch.Fetched fetched) {
          stage[0] = Stage.DECODE;
          decode(inFlight, fetched, spent, place);
          tracker.recovered(Stage.DECODE);
        }
        return Optional.empty();
      }
    } finally {
      place.close();
    }
  }

  private void fetchWorks() {
    faults.sound();
    tracker.recovered(Stage.FETCH);
  }

  /** The lease and the tensor of an image, until they are handed over to the engine. */
  private static final class Place implements AutoCloseable {
    private final Models.Lease lease;
    private TensorSlots.Slot slot;
    private boolean handedOver;

    private Place(Models.Lease lease) {
      this.lease = lease;
    }

    @Override
    public void close() {
      if (!handedOver) {
        lease.close();
        if (slot != null) {
          slot.close();
        }
      }
    }
  }

  @SuppressWarnings("try") // only closed, not used otherwise
  private Fetch fetch(InFlightImage inFlight) {
    try (var step = steps.begin()) {
      return fetcher.fetch(inFlight.event().object());
    }
  }

  private ImageOutcome ofAnotherModel(InFlightImage inFlight) {
    String model = inFlight.event().model();
    if (routing.isKnown(model)) {
      return new ImageOutcome.OwnedElsewhere();
    }
    var refusal =
        new Refusal(
            RejectionReason.UNKNOWN_MODEL,
            "the model \"%s\" does not exist: no version was published, and it was not created; create the model and upload the image again"
                .formatted(model));
    return inFlight.rejected(refusal, null, clock.instant());
  }

  @SuppressWarnings("try") // only closed, not used otherwise
  private void decode(
      InFlightImage inFlight, Fetch.Fetched fetched, DecodedImage.Spent before, Place place) {
    var model = place.lease.route().model();
    long started = System.nanoTime();
    Optional<Refusal> refusal;
    try (var step = steps.begin()) {
      refusal = decoding.decode(fetched.bytes(), model.preprocessing(), place.slot.floats());
    }
    if (refusal.isPresent()) {
      refuse(inFlight, refusal.get(), model.ref());
      return;
    }
    var spent = new DecodedImage.Spent(before.queue(), before.fetch(), Seconds.since(started));
    place.handedOver = true;
    exits
        .prepared()
        .accept(new DecodedImage(inFlight, fetched.object(), place.slot, place.lease, spent));
  }

  private void refuse(InFlightImage inFlight, Refusal refusal, ModelRef model) {
    exits.ended().accept(inFlight, inFlight.rejected(refusal, model, clock.instant()));
  }

  /** Stops the threads; images that were not started get no outcome. */
  @Override
  public void close() {
    pool.shutdownNow();
  }
}
