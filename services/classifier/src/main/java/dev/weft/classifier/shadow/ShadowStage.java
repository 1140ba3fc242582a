package dev.weft.classifier.shadow;

import dev.weft.base.DaemonThreads;
import dev.weft.classifier.inflight.DecodedImage;
import dev.weft.classifier.inflight.InFlightImage;
import dev.weft.classifier.inflight.Inference;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.inflight.TensorSlots;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.prepare.ImageGoneException;
import dev.weft.classifier.prepare.Refetcher;
import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.model.ServingRole;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import java.nio.FloatBuffer;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Has a candidate classify images that the serving version has answered. It starts an image only
 * while no other is being fetched, decoded, queued or run, and takes one at a time, so that an
 * answer is delayed by at most one image. The number of waiting images is limited by the slots;
 * further ones are dropped and counted. Failures here do not affect answers.
 *
 * <p>Results are sent outside of any transaction, at most once: an image is started when its answer
 * is committed, which only one process can do. An image whose partition was lost before is dropped.
 */
public final class ShadowStage implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");
  private static final long POLL_MILLIS = 2;
  private static final long LONGEST_CLOSE_MILLIS = 5_000;

  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final TensorSlots slots;
  private final BooleanSupplier idle;
  private final Refetcher redecoding;
  private final ShadowSender sender;
  private final PipelineListener listener;
  private final InstantSource clock;
  private final int topLabels;
  private final Thread thread = DaemonThreads.numbered("weft-shadow").newThread(this::run);
  private volatile boolean closed;

  /**
   * An image for the candidate; closed by the thread that takes it from the queue.
   *
   * @param filled whether the slot contains the tensor already
   */
  private record Waiting(
      DecodedImage answered,
      ServingModel model,
      Models.Lease lease,
      TensorSlots.Slot slot,
      boolean filled)
      implements AutoCloseable {
    @Override
    public void close() {
      slot.close();
      lease.close();
    }
  }

  /**
   * @param limit number of images that may wait; 0 drops all
   * @param idle whether nothing else needs the engine's cores
   */
  public ShadowStage(
      int limit,
      BooleanSupplier idle,
      Refetcher redecoding,
      ShadowSender sender,
      PipelineListener listener,
      InstantSource clock,
      int topLabels) {
    this.slots = new TensorSlots(limit);
    this.idle = idle;
    this.redecoding = redecoding;
    this.sender = sender;
    this.listener = listener;
    this.clock = clock;
    this.topLabels = topLabels;
  }

  public void start() {
    thread.start();
  }

  /**
   * Queues a copy of an image if its route has a shadow and there is room. Never blocks, never
   * throws.
   *
   * @param tensor made for the version that answered
   */
  public void offer(DecodedImage answered, FloatBuffer tensor) {
    answered.route().shadow().ifPresent(shadow -> offer(answered, tensor, shadow));
  }

  private void offer(DecodedImage answered, FloatBuffer tensor, ServingModel shadow) {
    try {
      var slot = closed ? null : slots.tryTake(shadow.tensorBytes()).orElse(null);
      if (slot == null) {
        listener.shadowDropped(shadow.ref());
        return;
      }
      boolean same = shadow.preprocessing().equals(answered.model().preprocessing());
      if (same) {
        slot.floats().put(tensor);
      }
      queue.add(new Waiting(answered, shadow, answered.lease().again(), slot, same));
    } catch (OutOfMemoryError e) {
      listener.shadowDropped(shadow.ref());
    }
  }

  private void run() {
    try {
      while (!closed) {
        try (var next = queue.take()) {
          if (awaitTurn(next)) {
            classify(next);
          } else {
            listener.shadowDropped(next.model().ref());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sender.close();
    }
  }

  /**
   * Waits until the image's answer is committed and nothing else is to be done; false if the
   * candidate is given up, or the partition is lost, meanwhile.
   */
  private boolean awaitTurn(Waiting next) throws InterruptedException {
    while (isPossible(next)) {
      if (isAnswered(next) && idle.getAsBoolean()) {
        return true;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return false;
  }

  private static boolean isPossible(Waiting next) {
    // In this order, since what is committed stays so when the partition is lost.
    boolean lost = next.answered().inFlight().isAbandoned();
    return !next.lease().isObsolete() && (isAnswered(next) || !lost);
  }

  private static boolean isAnswered(Waiting next) {
    return next.answered().inFlight().isCommitted();
  }

  private void classify(Waiting next) throws InterruptedException {
    var inFlight = next.answered().inFlight();
    ModelRef ref = next.model().ref();
    try {
      var event = prediction(next);
      sender.send(event, inFlight.origin(), () -> listener.shadowed(event), () -> dropped(ref));
    } catch (StoreUnavailableException
        | StoreRefusedException
        | ImageGoneException
        | KafkaException e) {
      LOG.debugf(e, "image=%s is skipped by the shadow=%s", inFlight.event().imageId(), ref);
      listener.shadowDropped(ref);
    } catch (RuntimeException | Error e) {
      fail(inFlight, ref, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private ImageClassified prediction(Waiting next) throws InterruptedException {
    var answered = next.answered();
    if (!next.filled()) {
      redecoding.decode(answered.object(), next.model().preprocessing(), next.slot().floats());
    }
    var inference = Inference.run(next.model(), ServingRole.SHADOW, next.slot().floats(), 1);
    listener.inferred(next.model(), ServingRole.SHADOW, 1, inference.seconds());
    return inference.event(
        0, answered.inFlight(), answered.object(), answered.spent(), topLabels, clock.instant());
  }

  private void fail(InFlightImage inFlight, ModelRef model, String why) {
    String id = inFlight.event().imageId();
    var event = new ImageFailed(id, model, ServingRole.SHADOW, why, clock.instant());
    try {
      sender.send(event, inFlight.origin(), () -> listener.failed(event), () -> dropped(model));
    } catch (KafkaException e) {
      dropped(model);
    }
  }

  private void dropped(ModelRef model) {
    listener.shadowDropped(model);
  }

  /** Drops waiting images; returns when the thread has ended, or after a bounded time. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(LONGEST_CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (var left = queue.poll(); left != null; left = queue.poll()) {
      left.close();
    }
  }
}
