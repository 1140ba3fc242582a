package dev.weft.classifier.features;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * Decides whether nothing else needs the processors: no image of this process is in progress, and
 * the machine, or the container, is mostly idle, so that a training beside it is not slowed down.
 */
final class IdleMachine {
  private static final long WINDOW_MILLIS = 200;
  private static final long WAIT_MILLIS = 2;
  private static final long LONGEST_WAIT_MILLIS = 2_000;
  private static final double BUSY = 0.5;

  private final BooleanSupplier idle;
  private final DoubleSupplier load;

  /**
   * @param idle whether no image is in progress
   * @param load of all processors since its last call, 0..1; negative if it is unknown
   */
  IdleMachine(BooleanSupplier idle, DoubleSupplier load) {
    this.idle = idle;
    this.load = load;
  }

  /** The load of the machine, or of the container. */
  static DoubleSupplier load() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system::getCpuLoad
        : () -> -1;
  }

  /** Watches for {@value #WINDOW_MILLIS} ms. */
  boolean isIdle() throws InterruptedException {
    if (!idle.getAsBoolean()) {
      return false;
    }
    load.getAsDouble();
    Thread.sleep(WINDOW_MILLIS);
    return load.getAsDouble() < BUSY && idle.getAsBoolean();
  }

  /**
   * Waits until no image is in progress.
   *
   * @throws BusyException if that takes longer than {@value #LONGEST_WAIT_MILLIS} ms
   */
  void await() {
    long until = System.nanoTime() + LONGEST_WAIT_MILLIS * 1_000_000;
    while (!idle.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new BusyException();
      }
      try {
        Thread.sleep(WAIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BusyException();
      }
    }
  }

  /** Images arrived, or a version needs the memory; the work is resumed later. */
  static final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BusyException() {
      super("images or a load are in progress", null, false, false);
    }
  }
}
