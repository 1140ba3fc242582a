package dev.weft.imaging;

import dev.weft.imaging.pixels.UnreadableImageException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * The work that decoding one image may take. Work is counted in steps, one for a pixel that is made
 * of plain data, which takes some 10 ns of a core; each decoder says how many its own parts are
 * worth. What is allowed follows the file's bytes and pixels, so that the same file is refused on
 * every machine or on none; the deadline by the thread's processor time is the last line only. One
 * image, one thread.
 */
final class DecodeBudget {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final long BASE = 100_000_000;
  private static final long PER_PIXEL = 2;
  private static final long PER_BYTE = 200;

  /** Steps from one look at the clock to the next. */
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
   * @param bytes of the file
   */
  DecodeBudget(long bytes, Duration deadline) {
    this.bytes = bytes;
    this.deadline = deadline;
    end = cpu() + deadline.toNanos();
    allow(0);
  }

  /** Sets what is allowed, once the number of pixels is known. */
  void allow(long pixels) {
    this.pixels = pixels;
    allowed = BASE + PER_PIXEL * pixels + PER_BYTE * bytes;
  }

  /**
   * Counts steps that were done or are about to be.
   *
   * @throws UnreadableImageException if they are too many, or the deadline is past
   */
  void spend(long steps) throws UnreadableImageException {
    done += steps;
    if (done > allowed) {
      throw UnreadableImageException.tooExpensive(
          "decoding takes more than %,d steps, which is what %,d bytes and %,d pixels may take"
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
