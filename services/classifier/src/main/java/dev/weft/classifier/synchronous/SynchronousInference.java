package dev.weft.classifier.synchronous;

import dev.weft.base.DaemonThreads;
import dev.weft.classifier.inflight.BatchItem;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.Refusal;
import dev.weft.classifier.inflight.SynchronousAnswer;
import dev.weft.classifier.inflight.SynchronousImage;
import dev.weft.classifier.inflight.SynchronousInput;
import dev.weft.classifier.inflight.SynchronousRequest;
import dev.weft.classifier.inflight.TensorSlots;
import dev.weft.classifier.prepare.ImageDecoding;
import dev.weft.classifier.settings.PipelineSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Synchronous inference without events: images are decoded on threads of its own and put into the
 * same queue as those of events. Nothing about them is published.
 *
 * <p><b>Fairness.</b> The queue before the engine is first in, first out, and each side has its own
 * slots in it. An image therefore waits for at most as many images of the other side as that has
 * slots, whatever the load, and if both sides exceed the engine's capacity each gets a share
 * proportional to its slots. Thread-safe.
 */
public final class SynchronousInference implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  private final PipelineSettings.DirectSettings settings;
  private final ImageDecoding decoding;
  private final Consumer<BatchItem> queue;
  private final TensorSlots slots;
  private final Semaphore places;
  private final AtomicInteger underWay = new AtomicInteger();
  private final ThreadPoolExecutor pool;

  /**
   * @param queue before the engine
   */
  public SynchronousInference(
      PipelineSettings.DirectSettings settings, ImageDecoding decoding, Consumer<BatchItem> queue) {
    this.settings = settings;
    this.decoding = decoding;
    this.queue = queue;
    this.slots = new TensorSlots(settings.maxSlots());
    this.places = new Semaphore(settings.maxWaiting());
    this.pool =
        new ThreadPoolExecutor(
            settings.threads(),
            settings.threads(),
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DaemonThreads.numbered("weft-direct"));
  }

  /**
   * Classifies images by one version. Never blocks and never throws because of an image's content.
   *
   * @param lease of the version that answers; released here
   * @param images at least one
   * @param timeout time limit of the answer
   * @param released run once, when none of the images is in use any more, which may be after the
   *     answer
   * @return completed by a thread of the pipeline, which dependent actions must not block
   */
  public CompletableFuture<SynchronousAnswer> infer(
      Models.Lease lease, List<SynchronousInput> images, Duration timeout, Runnable released) {
    try (lease) {
      if (!places.tryAcquire(images.size())) {
        released.run();
        return CompletableFuture.completedFuture(new SynchronousAnswer.Full(settings.maxWaiting()));
      }
      var request = new SynchronousRequest(lease.route().model(), images.size(), released);
      for (int i = 0; i < images.size(); i++) {
        submit(new SynchronousImage(request, i, lease.again(), places::release), images.get(i));
      }
      return request
          .answer()
          .completeOnTimeout(
              new SynchronousAnswer.Late(timeout), timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void submit(SynchronousImage image, SynchronousInput input) {
    underWay.incrementAndGet();
    // Rejected only once the pool is shut down.
    pool.execute(new Preparation(image, input));
  }

  /** A task that is also notified if it will never run. */
  private final class Preparation implements Runnable {
    private final SynchronousImage image;
    private final SynchronousInput input;

    private Preparation(SynchronousImage image, SynchronousInput input) {
      this.image = image;
      this.input = input;
    }

    @Override
    public void run() {
      boolean handedOn = false;
      try {
        if (!image.isUseless() && fill(image, input)) {
          handedOn = true;
          queue.accept(image);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error e) {
        LOG.warnf(e, "cannot decode an image of a synchronous request");
        image.fail(e.toString());
      } finally {
        underWay.decrementAndGet();
        if (!handedOn) {
          image.release();
        }
      }
    }

    private void cancel() {
      underWay.decrementAndGet();
      image.release();
    }
  }

  /** Writes the tensor; returns false if the image was rejected. */
  private boolean fill(SynchronousImage image, SynchronousInput input) throws InterruptedException {
    var model = image.model();
    image.fillsInto(slots.take(model.tensorBytes()));
    var out = image.slot().floats();
    Optional<Refusal> refusal = Optional.empty();
    if (input instanceof SynchronousInput.ImageFile file) {
      refusal = decoding.decode(file.copy(), model.preprocessing(), out);
    } else if (input instanceof SynchronousInput.Tensor tensor) {
      out.put(tensor.values().duplicate());
    }
    refusal.ifPresent(image::refuse);
    return refusal.isEmpty();
  }

  /** Number of images that will soon be decoded or rejected. */
  public int underWay() {
    return underWay.get();
  }

  /** Number of images accepted and not yet released. */
  public int waiting() {
    return settings.maxWaiting() - places.availablePermits();
  }

  /** Stops the threads; waiting and later requests get {@link SynchronousAnswer.Stopping}. */
  @Override
  public void close() {
    pool.setRejectedExecutionHandler((task, executor) -> ((Preparation) task).cancel());
    pool.shutdownNow().forEach(task -> ((Preparation) task).cancel());
  }
}
