package dev.weft.xception.bench;

/**
 * Figures of an engine.
 *
 * @param name such as {@code onnx-cpu} or {@code dl4j-zoo}
 * @param description library, version and device
 * @param single milliseconds per image in a batch of 1, median of all runs
 * @param batch milliseconds per image in a full batch, median of all runs
 * @param batchSize images in the full batch
 */
public record EngineFigures(
    String name, String description, double single, double batch, int batchSize) {

  /** Returns the throughput in images per second in full batches. */
  public double imagesPerSecond() {
    return 1000 / batch;
  }
}
