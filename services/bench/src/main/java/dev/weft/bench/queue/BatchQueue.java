package dev.weft.bench.queue;

import dev.weft.bench.measure.Quantiles;
import java.util.SplittableRandom;

/**
 * Discrete-event simulation of an engine that, whenever it is idle, processes the waiting images as
 * a batch: predicts the time from upload to prediction.
 *
 * @param fixedMillis time of an image outside queue and engine: HTTP, store, broker, decoding
 * @param firstMillis time of the engine for a batch of one
 * @param eachMillis additional time for each further image
 * @param maxBatch largest batch
 */
record BatchQueue(double fixedMillis, double firstMillis, double eachMillis, int maxBatch) {

  BatchQueue {
    if (maxBatch < 1 || !(firstMillis > 0) || !(eachMillis >= 0) || !(fixedMillis >= 0)) {
      throw new IllegalArgumentException(
          "times must not be negative, and a batch must have at least one image");
    }
  }

  /**
   * Derives a queue from measurements of an idle and a saturated system.
   *
   * @param idleMillis time of an image from upload to prediction on an idle system
   * @param inferMillis the engine's part of that time
   * @param perSecond images per second of a saturated system
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

  /** Returns the throughput of full batches in images per second. */
  double capacity() {
    return maxBatch * 1000 / batchMillis(maxBatch);
  }

  /**
   * Simulates randomly arriving images; returns the milliseconds from upload to prediction.
   *
   * @param perSecond mean arrival rate
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

  /** Returns random arrival times in milliseconds, with exponentially distributed intervals. */
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
