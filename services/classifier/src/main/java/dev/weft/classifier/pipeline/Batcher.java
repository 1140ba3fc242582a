package dev.weft.classifier.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Gathers decoded images into batches. An engine that is idle never waits for images that are not
 * on their way: a batch leaves as soon as it is full, or no image is being fetched or decoded, or
 * its first image has waited for {@code patience}. While the engine runs, the next batch gathers by
 * itself. The image that has waited longest decides whose batch it is; those of other versions wait
 * their turn, and it makes no difference whether an event or a client asked. Thread-safe; any
 * number of engine threads may ask.
 */
final class Batcher {

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Deque<Queued> waiting = new ArrayDeque<>();
  private final Duration patience;
  private final IntSupplier underWay;

  /**
   * @param patience how long the first image of a batch waits at most for others
   * @param underWay how many images will soon be added
   */
  Batcher(Duration patience, IntSupplier underWay) {
    this.patience = patience;
    this.underWay = underWay;
  }

  synchronized void add(Queued image) {
    waiting.addLast(image);
    notifyAll();
  }

  /**
   * The next batch: images of one model in one role, at least one, at most as many as its engine
   * takes.
   */
  synchronized List<Queued> next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    var batch = new ArrayList<Queued>();
    batch.add(waiting.pollFirst());
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      // Asked before looking: what arrives between the two is taken in.
      boolean moreComes = underWay.getAsInt() > 0;
      takeInto(batch);
      long left = until - System.nanoTime();
      if (isFull(batch) || !moreComes || left <= 0) {
        return batch;
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, LOOK_AGAIN_NANOS));
    }
  }

  private void takeInto(List<Queued> batch) {
    var route = batch.get(0).route();
    var images = waiting.iterator();
    while (!isFull(batch) && images.hasNext()) {
      var image = images.next();
      if (image.route().batchesWith(route)) {
        images.remove();
        batch.add(image);
      }
    }
  }

  private static boolean isFull(List<Queued> batch) {
    return batch.size() >= batch.get(0).model().maxBatch();
  }

  /** Takes out everything that waits. */
  synchronized List<Queued> drain() {
    var all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  synchronized int size() {
    return waiting.size();
  }
}
