package dev.weft.xception.bench;

/**
 * What one engine did.
 *
 * @param name such as {@code onnx-cpu} or {@code dl4j-zoo}
 * @param description of the library, its version and the device
 * @param single the time of a batch of 1: milliseconds an image, the median of all runs
 * @param batch the time of a full batch: milliseconds an image, the median of all runs
 * @param batchSize images in the full batch
 */
public record EngineFigures(
    String name, String description, double single, double batch, int batchSize) {

  /** Images a second in full batches. */
  public double imagesPerSecond() {
    return 1000 / batch;
  }
}
