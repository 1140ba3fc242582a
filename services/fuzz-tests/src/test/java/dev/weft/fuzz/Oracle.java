package dev.weft.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Runs a target on one input, and fails if it throws or exceeds its allowance. */
final class Oracle {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Targets name;
  private final Target target;

  Oracle(Targets name) {
    this(name, name.make());
  }

  Oracle(Targets name, Target target) {
    this.name = name;
    this.target = target;
  }

  /**
   * Cost of one input.
   *
   * @param allocated allocated bytes, including garbage
   * @param cpu CPU time of the thread
   */
  record Cost(long allocated, Duration cpu) {}

  /**
   * Reads one input.
   *
   * @throws AssertionError if it exceeds the allowance
   */
  Cost check(byte[] input) throws Exception {
    Cost cost = measure(input);
    long allowed = name.allowance().bytes(input.length);
    if (cost.allocated() > allowed || cost.cpu().compareTo(name.allowance().cpu()) > 0) {
      // Measure again: the first run may have loaded and instrumented classes.
      cost = measure(input);
    }
    if (cost.allocated() > allowed) {
      throw new AssertionError(
          "%s: %,d bytes of input made it allocate %,d bytes; %,d are allowed"
              .formatted(name, input.length, cost.allocated(), allowed));
    }
    if (cost.cpu().compareTo(name.allowance().cpu()) > 0) {
      throw new AssertionError(
          "%s: %,d bytes of input took %s of processor time; %s is allowed"
              .formatted(name, input.length, cost.cpu(), name.allowance().cpu()));
    }
    return cost;
  }

  private Cost measure(byte[] input) throws Exception {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = THREADS.getCurrentThreadCpuTime();
    target.read(input);
    return new Cost(
        THREADS.getCurrentThreadAllocatedBytes() - bytes,
        Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - nanos));
  }
}
