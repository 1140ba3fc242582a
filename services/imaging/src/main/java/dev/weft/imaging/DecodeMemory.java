package dev.weft.imaging;

import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.concurrent.Semaphore;

/**
 * Bounds the memory that all decoders together use beyond a few rows each. Large images wait for
 * each other, so that many concurrent ones use no more memory than few. Thread-safe.
 */
final class DecodeMemory {
  private static final long UNIT = 1 << 16;

  private final int units;
  private final Semaphore free;

  DecodeMemory(long bytes) {
    units = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / UNIT));
    free = new Semaphore(units, true);
  }

  /** A quarter of the heap, and at least 64 MiB. */
  static DecodeMemory ofHeap() {
    return new DecodeMemory(Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4));
  }

  long bytes() {
    return units * UNIT;
  }

  /** Reserves memory, waiting until it is available. */
  Share take(long bytes) throws UnreadableImageException {
    long wanted = bytes / UNIT + 1;
    if (wanted > units) {
      throw UnreadableImageException.tooManyPixels(
          "decoding needs %,d MiB, but only %,d MiB are reserved; give the process more heap (-Xmx)"
              .formatted(bytes >> 20, bytes() >> 20));
    }
    free.acquireUninterruptibly((int) wanted);
    return () -> free.release((int) wanted);
  }

  /** The memory reserved for an image; released once. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }
}
