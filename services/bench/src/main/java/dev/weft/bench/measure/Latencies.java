package dev.weft.bench.measure;

/**
 * Latency of single images, in milliseconds.
 *
 * @param total from the upload's first byte to the prediction at a {@code read_committed} consumer
 * @param infer duration of inference
 * @param overhead the rest, computed for each image
 * @param accepted from the upload's first byte to the gateway's response
 */
public record Latencies(Quantiles total, Quantiles infer, Quantiles overhead, Quantiles accepted) {

  /** Creates latencies from the three measurements of each image, in the same order. */
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
