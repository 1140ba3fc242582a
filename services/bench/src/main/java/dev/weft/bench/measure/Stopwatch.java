package dev.weft.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Measures time from its creation. */
public final class Stopwatch {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private long clock = System.nanoTime();
  private long processor = SYSTEM.getProcessCpuTime();

  /** Returns the time since the creation or the last lap. */
  public Spent lap() {
    long clockNow = System.nanoTime();
    long processorNow = SYSTEM.getProcessCpuTime();
    Spent lap = new Spent((clockNow - clock) / 1e9, (processorNow - processor) / 1e9);
    clock = clockNow;
    processor = processorNow;
    return lap;
  }
}
