package dev.weft.imaging;

import dev.weft.imaging.pixels.UnreadableImageException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Bounds the work of decoding an image. Work is counted in steps; one step is a pixel of plain
 * data, some 10 ns of a core, and each decoder assigns steps to its other operations. The budget
 * depends on the file's bytes and pixels only, so that a file is refused on every machine or on
 * none; a limit of the thread's processor time is a last resort. For one image and one thread.
 */
final class DecodeBudget {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final long BASE = 100_000_000;
  private static final long PER_PIXEL = 2;
  private static final long PER_BYTE = 200;

  /** Steps between checks of the clock. */
  private static final long LOOK = 1_000_000;

  private final long bytes;
  private final Duration deadline;
  private final long end;
  private long pixels;
  private long allowed;
  private long done;
  private long nextLook = LOOK;

  /**
   * Starts the clock, in the thread that decodes.
   *
   * @param bytes size of the file in bytes
   */
  DecodeBudget(long bytes, Duration deadline) {
    this.bytes = bytes;
    this.deadline = deadline;
    end = cpu() + deadline.toNanos();
    allow(0);
  }

  /** Sets the budget once the number of pixels is known. */
  void allow(long pixels) {
    this.pixels = pixels;
    allowed = BASE + PER_PIXEL * pixels + PER_BYTE * bytes;
  }

  /**
   * Counts steps that have been or are about to be done.
   *
   * @throws UnreadableImageException if the budget or the deadline is exceeded
   */
  void spend(long steps) throws UnreadableImageException {
    done += steps;
    if (done > allowed) {
      throw UnreadableImageException.tooExpensive(
          "decoding takes more than %,d steps, the maximum for %,d bytes and %,d pixels"
              .formatted(allowed, bytes, pixels));
    }
    if (done >= nextLook) {
      nextLook = done + LOOK;
      if (cpu() > end) {
        throw UnreadableImageException.tooExpensive(
            "decoding takes more than %s of processor time".formatted(deadline));
      }
    }
  }

  private static long cpu() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
