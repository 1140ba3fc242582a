package dev.weft.classifier.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Gathers decoded images into batches. An engine that is idle never waits for images that are not
 * on their way: a batch leaves as soon as it is full, or no image is being fetched or decoded, or
 * its first image has waited for {@code patience}. While the engine runs, the next batch gathers by
 * itself. Thread-safe; any number of engine threads may ask.
 */
final class Batcher {

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final LinkedBlockingDeque<Prepared> waiting = new LinkedBlockingDeque<>();
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

  void add(Prepared prepared) {
    waiting.addLast(prepared);
  }

  /** The next batch: images of one model, at least one, at most as many as its engine takes. */
  List<Prepared> next() throws InterruptedException {
    var first = waiting.takeFirst();
    long until = System.nanoTime() + patience.toNanos();
    var batch = new ArrayList<Prepared>();
    batch.add(first);
    int most = first.model().maxBatch();
    while (batch.size() < most) {
      var more = waiting.pollFirst();
      if (more == null) {
        more = waitForMore(until);
      }
      if (more == null) {
        break;
      }
      if (more.model() != first.model()) {
        waiting.addFirst(more);
        break;
      }
      batch.add(more);
    }
    return batch;
  }

  private Prepared waitForMore(long until) throws InterruptedException {
    long left = until - System.nanoTime();
    while (left > 0 && underWay.getAsInt() > 0) {
      var more = waiting.pollFirst(Math.min(left, LOOK_AGAIN_NANOS), TimeUnit.NANOSECONDS);
      if (more != null) {
        return more;
      }
      left = until - System.nanoTime();
    }
    return waiting.pollFirst();
  }

  /** Takes out everything that waits. */
  List<Prepared> drain() {
    var all = new ArrayList<Prepared>();
    waiting.drainTo(all);
    return all;
  }

  int size() {
    return waiting.size();
  }
}
