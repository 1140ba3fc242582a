package dev.weft.bench.measure;

/**
 * Latency of single images, in milliseconds.
 *
 * @param total from the upload's first byte to the prediction at a {@code read_committed} consumer
 * @param infer the engine's part of it
 * @param overhead the rest, image by image
 * @param accepted from the upload's first byte to the gateway's answer
 */
public record Latencies(Quantiles total, Quantiles infer, Quantiles overhead, Quantiles accepted) {

  /** The three measured for each image, in the same order. */
  public static Latencies of(double[] total, double[] infer, double[] accepted) {
    double[] overhead = new double[total.length];
    for (int i = 0; i < total.length; i++) {
      overhead[i] = total[i] - infer[i];
    }
    return new Latencies(
        new Quantiles(total),
        new Quantiles(infer),
        new Quantiles(overhead),
        new Quantiles(accepted));
  }
}
