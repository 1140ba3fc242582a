package dev.weft.classifier.batch;

import dev.weft.classifier.inflight.AnsweredFeatures;
import dev.weft.classifier.inflight.BatchItem;
import dev.weft.classifier.inflight.BlockedException;
import dev.weft.classifier.inflight.DecodedImage;
import dev.weft.classifier.inflight.ImageOutcome;
import dev.weft.classifier.inflight.InFlightImage;
import dev.weft.classifier.inflight.Inference;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.Refusal;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.inflight.SynchronousImage;
import dev.weft.classifier.observe.FailureTracker;
import dev.weft.classifier.observe.ImageTracing;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.observe.PipelineListener.Stage;
import dev.weft.classifier.observe.RunningSteps;
import dev.weft.classifier.shadow.ShadowStage;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.model.ServingRole;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Runs batches on a thread of its own. A batch is copied into the loop's own memory, so that the
 * images' slots can be used for decoding while the engine runs.
 *
 * <p>When the serving version fails, the batch is retried after a back-off. If it keeps failing and
 * another version serves by now, its images are prepared again for that version. Otherwise the
 * version is run on its golden input: if it fails on that too, the machine or the version is at
 * fault, and the batch waits; if it does not, the batch is bisected until the images that it fails
 * on are found, and only they are rejected. When a candidate fails, the images of its batch are
 * tried one by one, once, and those that it fails on are answered by the serving version; a client
 * that named the candidate gets an error instead.
 */
public final class EngineLoop implements Runnable {

  private static final int TRIES = 3;

  private final Batcher batcher;
  private final Models models;
  private final Exits exits;
  private final RunningSteps steps;
  private final FailureTracker tracker;
  private final PipelineListener listener;
  private final ImageTracing tracing;
  private final InstantSource clock;
  private final int topLabels;
  private final BatchTensors tensors = new BatchTensors();
  private volatile boolean busy;

  /**
   * Exits of images from the loop.
   *
   * @param done receives an image with its outcome
   * @param again receives images to prepare once more, after a candidate failed or was replaced
   * @param answered receives images for shadows; called after {@code done}
   * @param features receives the features of uploaded images; called after {@code done}
   */
  public record Exits(
      BiConsumer<InFlightImage, ImageOutcome> done,
      Consumer<InFlightImage> again,
      ShadowStage answered,
      AnsweredFeatures features) {}

  /**
   * @param models that images are prepared for now
   * @param steps tracks engine calls, which must end
   */
  public EngineLoop(
      Batcher batcher,
      Models models,
      Exits exits,
      RunningSteps steps,
      FailureTracker tracker,
      PipelineListener listener,
      InstantSource clock,
      int topLabels) {
    this.batcher = batcher;
    this.models = models;
    this.exits = exits;
    this.steps = steps;
    this.tracker = tracker;
    this.listener = listener;
    this.tracing = listener.tracing();
    this.clock = clock;
    this.topLabels = topLabels;
  }

  /** Runs until its thread is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        var batch = batcher.next();
        busy = true;
        runBatch(batch);
        busy = false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it has a batch. Thread-safe. */
  public boolean isBusy() {
    return busy;
  }

  private void runBatch(List<BatchItem> batch) throws InterruptedException {
    try {
      var wanted = withoutTheLate(batch);
      if (wanted.isEmpty() || !patiently(wanted, () -> tensors.fill(wanted))) {
        return;
      }
      var route = wanted.get(0).route();
      if (route.role() == ServingRole.CANARY) {
        fallBack(wanted, runCanaries(wanted, route.model()));
      } else {
        serve(wanted, 0, route.model(), TRIES);
      }
    } finally {
      batch.forEach(BatchItem::release);
    }
  }

  /** Drops images whose outcome is no longer needed, and those past their deadline. */
  private List<BatchItem> withoutTheLate(List<BatchItem> batch) {
    Instant now = clock.instant();
    var wanted = new ArrayList<BatchItem>(batch.size());
    for (BatchItem image : batch) {
      if (image instanceof DecodedImage prepared && prepared.inFlight().isExpired(now)) {
        exits
            .done()
            .accept(prepared.inFlight(), prepared.inFlight().expired(prepared.model().ref(), now));
      } else if (!image.isUseless()) {
        wanted.add(image);
      }
    }
    return wanted;
  }

  /**
   * Retries a step with back-off until it succeeds; returns false if its images are no longer
   * needed.
   */
  private boolean patiently(List<BatchItem> wanted, Runnable step) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        step.run();
        tracker.recovered(Stage.INFER);
        return true;
      } catch (RuntimeException | Error e) {
        tracker.failing(Stage.INFER, e);
        backOff(failures);
        if (wanted.stream().allMatch(BatchItem::isUseless)) {
          return false;
        }
      }
    }
  }

  private void backOff(int failures) throws InterruptedException {
    Thread.sleep(tracker.delay(failures).toMillis());
  }

  /**
   * Processes adjacent images until each is answered, rejected, or handed over to another version.
   * Blocks while none of these is possible and their outcomes are still needed.
   *
   * @param first position of the first in the batch
   * @param tries attempts before an image is suspected
   */
  private void serve(List<BatchItem> images, int first, ServingModel model, int tries)
      throws InterruptedException {
    boolean stuck = false;
    int suspected = 0;
    for (int failures = 1; ; failures++) {
      var failure = failure(() -> answer(images, first, model, ServingRole.PRIMARY));
      if (failure.isEmpty()) {
        tracker.recovered(Stage.INFER);
        return;
      }
      if (!stuck) {
        tracker.failing(Stage.INFER, failure.get());
      }
      backOff(failures);
      if (images.stream().allMatch(BatchItem::isUseless)) {
        return;
      }
      if (failures < tries) {
        continue;
      }
      if (isReplaced(model)) {
        images.forEach(image -> handOn(image, model));
        return;
      }
      var golden = failure(() -> golden(model));
      boolean needsMemory = golden.isEmpty() && isMemory(failure.get()) && images.size() == 1;
      stuck = golden.isPresent() || needsMemory;
      if (stuck) {
        tracker.failing(
            Stage.INFER,
            needsMemory ? tooLittleMemory(model, failure.get()) : defective(model, golden.get()));
        suspected = 0;
      } else if (images.size() > 1) {
        int half = images.size() / 2;
        serve(images.subList(0, half), first, model, 1);
        serve(images.subList(half, images.size()), first + half, model, 1);
        return;
      } else if (++suspected == TRIES) {
        giveUp(images.get(0), model, failure.get());
        tracker.recovered(Stage.INFER);
        return;
      }
    }
  }

  /** The exception of a step; empty if it succeeded. */
  private static Optional<Throwable> failure(Runnable step) {
    try {
      step.run();
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      return Optional.of(e);
    }
  }

  private static boolean isMemory(Throwable failure) {
    return failure instanceof OutOfMemoryError;
  }

  private static BlockedException tooLittleMemory(ServingModel model, Throwable failure) {
    return new BlockedException(
        "%s cannot process an image, although it processes its golden input: %s. Give the process more memory, or lower weft.classifier.max-batch"
            .formatted(model.ref(), failure),
        failure);
  }

  private static BlockedException defective(ServingModel model, Throwable failure) {
    return new BlockedException(
        "%s fails on every image and on its golden input, so the machine or the version is defective: %s. Roll back the version, or repair or replace this machine"
            .formatted(model.ref(), failure),
        failure);
  }

  @SuppressWarnings("try") // only closed, not used otherwise
  private void golden(ServingModel model) {
    try (var step = steps.begin()) {
      GoldenProbe.require(model);
    }
  }

  private boolean isReplaced(ServingModel model) {
    try (var lease = models.leaseServing()) {
      return lease.route().model() != model;
    } catch (IllegalStateException e) {
      // No version serves any more: the process is shutting down.
      return false;
    }
  }

  /** Hands an image over to another version, which serves by now. */
  private void handOn(BatchItem queued, ServingModel failed) {
    if (queued instanceof SynchronousImage direct) {
      direct.fail(
          failed.ref() + " failed, but another version is serving now; send the request again");
    } else {
      exits.again().accept(((DecodedImage) queued).inFlight());
    }
  }

  private void giveUp(BatchItem queued, ServingModel model, Throwable failure) {
    String why =
        "%s fails on this image, but not on its golden input: %s; upload it again when another version is serving"
            .formatted(model.ref(), failure.getMessage() == null ? failure : failure.getMessage());
    if (queued instanceof SynchronousImage direct) {
      direct.fail(why);
    } else {
      var inFlight = ((DecodedImage) queued).inFlight();
      var refusal = new Refusal(RejectionReason.ENGINE_FAILED, why);
      exits.done().accept(inFlight, inFlight.rejected(refusal, model.ref(), clock.instant()));
    }
  }

  /** Positions in the batch that the candidate failed on; the others are answered. */
  private List<Integer> runCanaries(List<BatchItem> batch, ServingModel candidate) {
    if (isAnswered(batch, 0, candidate)) {
      return List.of();
    }
    if (batch.size() == 1) {
      return List.of(0);
    }
    var failed = new ArrayList<Integer>();
    for (int i = 0; i < batch.size(); i++) {
      if (!isAnswered(batch.subList(i, i + 1), i, candidate)) {
        failed.add(i);
      }
    }
    return failed;
  }

  private boolean isAnswered(List<BatchItem> images, int first, ServingModel candidate) {
    try {
      answer(images, first, candidate, ServingRole.CANARY);
      return true;
    } catch (RuntimeException | Error e) {
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      Instant now = clock.instant();
      images.forEach(image -> image.candidateFailed(candidate.ref(), why, now));
      return false;
    }
  }

  private void fallBack(List<BatchItem> batch, List<Integer> failed) throws InterruptedException {
    for (int i : failed) {
      var image = batch.get(i);
      if (image instanceof SynchronousImage direct) {
        direct.giveUp();
      } else if (image.route().servingTakesSameTensor()) {
        var alone = List.<BatchItem>of(image);
        serve(alone, i, image.route().serving(), TRIES);
      } else {
        exits.again().accept(((DecodedImage) image).inFlight());
      }
    }
  }

  /**
   * Runs adjacent images and completes them; if it throws, none has been completed.
   *
   * @param first position of the first in the batch
   */
  private void answer(List<BatchItem> images, int first, ServingModel model, ServingRole role) {
    int n = images.size();
    Inference inference = run(model, role, first, n);
    Instant now = clock.instant();
    var leaving = new ArrayList<Runnable>(n);
    for (int i = 0; i < n; i++) {
      leaving.add(answer(images.get(i), inference, i, now));
    }
    listener.inferred(model, role, n, inference.seconds());
    if (n > 1 && tracing != ImageTracing.NONE) {
      tracing.ran(origins(images));
    }
    leaving.forEach(Runnable::run);
    for (int i = 0; i < n; i++) {
      if (images.get(i) instanceof DecodedImage upload) {
        var tensor = tensors.images(first + i, 1);
        exits.answered().offer(upload, tensor);
        exits.features().offer(upload.object(), model, tensor, inference.features()[i]);
      }
    }
  }

  @SuppressWarnings("try") // only closed, not used otherwise
  private Inference run(ServingModel model, ServingRole role, int first, int n) {
    try (var step = steps.begin()) {
      boolean withFeatures = model.needsFeatures() || exits.features().wants(model);
      return Inference.run(model, role, tensors.images(first, n), n, withFeatures);
    }
  }

  private static List<Origin> origins(List<BatchItem> images) {
    return images.stream()
        .filter(DecodedImage.class::isInstance)
        .map(image -> ((DecodedImage) image).inFlight().origin())
        .toList();
  }

  /**
   * The action that completes an image with its answer; everything that can throw has been done
   * before.
   */
  private Runnable answer(BatchItem queued, Inference inference, int i, Instant now) {
    if (queued instanceof SynchronousImage direct) {
      return () -> direct.answer(inference.logits()[i], inference.uncertainty(i));
    }
    var image = (DecodedImage) queued;
    var event = inference.event(i, image.inFlight(), image.object(), image.spent(), topLabels, now);
    var failure = inference.role() == ServingRole.CANARY ? null : image.inFlight().failure();
    var outcome = new ImageOutcome.Classified(event, failure, image.inFlight().origin());
    return () -> exits.done().accept(image.inFlight(), outcome);
  }
}
