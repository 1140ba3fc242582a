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
 * Gathers decoded images into batches. An engine that is idle never waits for images that are not
 * on their way: a batch leaves as soon as it is full, or no image is being fetched or decoded, or
 * its first image has waited for {@code patience}. While the engine runs, the next batch gathers by
 * itself. The image that has waited longest decides whose batch it is; those of other versions wait
 * their turn, and it makes no difference whether an event or a client asked. Thread-safe; any
 * number of engine threads may ask.
 */
public final class Batcher {

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Deque<BatchItem> waiting = new ArrayDeque<>();
  private final Duration patience;
  private final IntSupplier underWay;
  private final LongSupplier nanoTime;

  /**
   * @param patience how long the first image of a batch waits at most for others
   * @param underWay how many images will soon be added
   */
  public Batcher(Duration patience, IntSupplier underWay) {
    this(patience, underWay, System::nanoTime);
  }

  /**
   * @param nanoTime by which patience is measured
   */
  Batcher(Duration patience, IntSupplier underWay, LongSupplier nanoTime) {
    this.patience = patience;
    this.underWay = underWay;
    this.nanoTime = nanoTime;
  }

  public synchronized void add(BatchItem image) {
    waiting.addLast(image);
    notifyAll();
  }

  /**
   * The next batch: images of one model in one role, at least one, at most as many as its engine
   * takes.
   */
  public synchronized List<BatchItem> next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    var batch = new ArrayList<BatchItem>();
    batch.add(waiting.pollFirst());
    long until = nanoTime.getAsLong() + patience.toNanos();
    while (true) {
      // Asked before looking: what arrives between the two is taken in.
      boolean moreComes = underWay.getAsInt() > 0;
      takeInto(batch);
      long left = until - nanoTime.getAsLong();
      if (isFull(batch) || !moreComes || left <= 0) {
        return batch;
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, LOOK_AGAIN_NANOS));
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

  /** Takes out everything that waits. */
  public synchronized List<BatchItem> drain() {
    var all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  public synchronized int size() {
    return waiting.size();
  }
}
