package dev.weft.xception.engine;

import dev.weft.xception.network.InputSize;

/** Estimates the memory of a graph that a library has loaded on a processor. */
public final class SessionMemory {

  /** Measured: weights as read and as packed for the processor, plus the growth of the arena. */
  private static final int COPIES_OF_WEIGHTS = 2;

  private static final long ARENA_BYTES_PER_IMAGE = 31L << 20;

  /**
   * Additional memory kept by allocators: with it, a float32 session at batch size 4 takes 353 MiB.
   * Measured were 325 to 385 MiB in ONNX Runtime, and 310 to 340 in OpenVINO.
   */
  private static final double SLACK = 1.25;

  private SessionMemory() {}

  /**
   * Returns an estimate in bytes.
   *
   * @param onnxBytes size of the graph's file in bytes
   * @param height the height of the input in pixels
   * @param width the width of the input in pixels
   */
  public static long bytes(long onnxBytes, int height, int width, int maxBatch) {
    double pixels =
        (double) height * width / (InputSize.XCEPTION.height() * InputSize.XCEPTION.width());
    double arena = maxBatch * ARENA_BYTES_PER_IMAGE * pixels;
    return (long) (SLACK * (COPIES_OF_WEIGHTS * onnxBytes + arena));
  }
}
