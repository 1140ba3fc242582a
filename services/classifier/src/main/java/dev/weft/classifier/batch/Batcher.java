package dev.weft.classifier.batch;

import dev.weft.classifier.inflight.BatchItem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Collects decoded images into batches. An idle engine never waits for images that are not on their
 * way: a batch is complete as soon as it is full, or no image is being fetched or decoded, or its
 * first image has waited for {@code maxWait}. The next batch collects while the engine runs. The
 * image that has waited longest determines the batch's version; images of other versions wait.
 * Images of events and of synchronous requests are treated alike. Thread-safe, for any number of
 * engine threads.
 */
public final class Batcher {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Deque<BatchItem> waiting = new ArrayDeque<>();
  private final Duration maxWait;
  private final IntSupplier underWay;
  private final LongSupplier nanoTime;

  /**
   * @param maxWait longest time that the first image of a batch waits for others
   * @param underWay number of images that will soon be added
   */
  public Batcher(Duration maxWait, IntSupplier underWay) {
    this(maxWait, underWay, System::nanoTime);
  }

  /**
   * @param nanoTime clock for maxWait
   */
  Batcher(Duration maxWait, IntSupplier underWay, LongSupplier nanoTime) {
    this.maxWait = maxWait;
    this.underWay = underWay;
    this.nanoTime = nanoTime;
  }

  public synchronized void add(BatchItem image) {
    waiting.addLast(image);
    notifyAll();
  }

  /**
   * Takes the next batch: images of one model in one role, at least one, at most the engine's
   * maximum batch size.
   */
  public synchronized List<BatchItem> next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    var batch = new ArrayList<BatchItem>();
    batch.add(waiting.pollFirst());
    long until = nanoTime.getAsLong() + maxWait.toNanos();
    while (true) {
      // Read before the queue is checked, so that images which arrive between the two are included.
      boolean moreComes = underWay.getAsInt() > 0;
      takeInto(batch);
      long left = until - nanoTime.getAsLong();
      if (isFull(batch) || !moreComes || left <= 0) {
        return batch;
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, POLL_NANOS));
    }
  }

  private void takeInto(List<BatchItem> batch) {
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

  private static boolean isFull(List<BatchItem> batch) {
    return batch.size() >= batch.get(0).model().maxBatch();
  }

  /** Removes all waiting images. */
  public synchronized List<BatchItem> drain() {
    var all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  public synchronized int size() {
    return waiting.size();
  }
}
