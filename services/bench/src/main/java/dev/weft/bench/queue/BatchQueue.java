package dev.weft.bench.queue;

import dev.weft.bench.measure.Quantiles;
import java.util.SplittableRandom;

/**
 * One engine that takes what waits, up to a batch, whenever it is free, simulated event by event:
 * what an image's time from upload to prediction should be by arithmetic alone.
 *
 * @param fixedMillis of an image that is no waiting and no engine: HTTP, store, broker, decoding
 * @param firstMillis that the engine takes for a batch of one
 * @param eachMillis that it takes for each image more
 * @param maxBatch images of a batch at most
 */
record BatchQueue(double fixedMillis, double firstMillis, double eachMillis, int maxBatch) {

  BatchQueue {
    if (maxBatch < 1 || !(firstMillis > 0) || !(eachMillis >= 0) || !(fixedMillis >= 0)) {
      throw new IllegalArgumentException("times must not be negative, and a batch holds an image");
    }
  }

  /**
   * What is measured on an idle and on a full system, as a queue.
   *
   * @param idleMillis of an image from upload to prediction, when no other is there
   * @param inferMillis of that the engine's part
   * @param perSecond images that a full system answers
   */
  static BatchQueue of(double idleMillis, double inferMillis, double perSecond, int maxBatch) {
    double full = maxBatch * 1000 / perSecond;
    double each = maxBatch == 1 ? 0 : Math.max(0, (full - inferMillis) / (maxBatch - 1));
    double first = maxBatch == 1 ? full : inferMillis;
    return new BatchQueue(Math.max(0, idleMillis - inferMillis), first, each, maxBatch);
  }

  private double batchMillis(int images) {
    return firstMillis + (images - 1) * eachMillis;
  }

  /** Images a second that full batches make. */
  double capacity() {
    return maxBatch * 1000 / batchMillis(maxBatch);
  }

  /**
   * Milliseconds from upload to prediction of so many images that come at random.
   *
   * @param perSecond that come on average
   */
  Quantiles simulate(double perSecond, int images, long seed) {
    double[] due = arrivals(perSecond, images, new SplittableRandom(seed));
    double[] took = new double[images];
    double free = 0;
    for (int first = 0; first < images; ) {
      double begun = Math.max(free, due[first] + fixedMillis);
      int next = first + 1;
      while (next < images && next - first < maxBatch && due[next] + fixedMillis <= begun) {
        next++;
      }
      free = begun + batchMillis(next - first);
      for (; first < next; first++) {
        took[first] = free - due[first];
      }
    }
    return new Quantiles(took);
  }

  /** Moments in milliseconds, at random: the times between them are exponentially distributed. */
  static double[] arrivals(double perSecond, int images, SplittableRandom random) {
    double[] moments = new double[images];
    double at = 0;
    for (int i = 0; i < images; i++) {
      at -= Math.log(1 - random.nextDouble()) * 1000 / perSecond;
      moments[i] = at;
    }
    return moments;
  }
}
