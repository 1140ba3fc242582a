package dev.weft.imaging;

import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.concurrent.Semaphore;

/**
 * The memory that decoders may hold at once beyond a few rows each. Large images wait for one
 * another, so that many of them at a time cost no more than few. Thread-safe.
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

  /** Waits for {@code bytes}. */
  Share take(long bytes) throws UnreadableImageException {
    long wanted = bytes / UNIT + 1;
    if (wanted > units) {
      throw UnreadableImageException.tooManyPixels(
          "decoding takes %,d MiB, and %,d MiB are set aside; give the process more heap (-Xmx)"
              .formatted(bytes >> 20, bytes() >> 20));
    }
    free.acquireUninterruptibly((int) wanted);
    return () -> free.release((int) wanted);
  }

  /** What one image holds; closed once. */
  interface Share extends AutoCloseable {
    @Override
    void close();
  }
}
