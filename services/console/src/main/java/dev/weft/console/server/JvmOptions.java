package dev.weft.console.server;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Options for the server's JVM on this machine. */
final class JvmOptions {
  private static final long MIB = 1L << 20;
  private static final int FEW_CORES = 2;
  private static final int NATIVE_ACCESS_SINCE = 22;

  /**
   * Where the engine wants every core there is, the optimising compiler is its rival for minutes
   * after a start. Only what runs very often (decoding, resizing) is worth it; loops still count on
   * their own.
   */
  private static final List<String> LATE_COMPILATION =
      List.of(
          "-XX:Tier4InvocationThreshold=500000",
          "-XX:Tier4MinInvocationThreshold=100000",
          "-XX:Tier4CompileThreshold=1500000");

  private JvmOptions() {}

  /**
   * A heap that leaves room for the engine, which keeps its memory outside; then what {@code
   * WEFT_JAVA_OPTS} says, so that it wins.
   */
  static List<String> forServer(Map<String, String> env) {
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + heapMib(machineMemory()) + "m");
    if (Runtime.getRuntime().availableProcessors() <= FEW_CORES) {
      options.add("-XX:+UseSerialGC");
      options.addAll(LATE_COMPILATION);
    }
    options.add("-XX:+ExitOnOutOfMemoryError");
    // JavaCPP would refuse native memory beyond twice the heap, which training needs.
    options.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + machineMemory());
    options.add("-Dfile.encoding=UTF-8");
    if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE) {
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    String more = env.getOrDefault("WEFT_JAVA_OPTS", "").strip();
    if (!more.isEmpty()) {
      options.addAll(List.of(more.split("\\s+")));
    }
    return options;
  }

  /** A quarter of the machine's memory, from 640 MiB to 2 GiB. */
  static long heapMib(long memoryBytes) {
    return Math.max(640, Math.min(2048, memoryBytes / 4 / MIB));
  }

  /** Bytes of memory that this machine, or this container, has. */
  static long machineMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 2048 * MIB;
  }
}
