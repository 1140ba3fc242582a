package dev.weft.console.server;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JVM options of a server on this machine. */
final class JvmOptions {
  private static final long MIB = 1L << 20;
  private static final int FEW_CORES = 2;
  private static final int NATIVE_ACCESS_SINCE = 22;
  private static final int TRIM_MILLIS = 30_000;
  private static final Runtime.Version TRIMS_17 = Runtime.Version.parse("17.0.9");
  private static final Runtime.Version TRIMS_21 = Runtime.Version.parse("21.0.1");

  /**
   * What the optimizing compiler may compile, relative to Weft's home: Weft's own code, such as
   * decoding and training, and classes of the JDK that are slow without its intrinsics.
   */
  private static final Path COMPILED = Path.of("etc", "compiler-directives.json");

  private JvmOptions() {}

  /**
   * A heap that leaves room for the engine's native memory, followed by {@code WEFT_JAVA_OPTS},
   * which take precedence.
   *
   * @param home Weft's home
   */
  static List<String> forServer(Path home, Map<String, String> env) {
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + heapMib(machineMemory()) + "m");
    if (Runtime.getRuntime().availableProcessors() <= FEW_CORES) {
      options.add("-XX:+UseSerialGC");
      options.addAll(lessOptimization(home));
    }
    options.add("-XX:+ExitOnOutOfMemoryError");
    // JavaCPP would otherwise limit native memory to twice the heap, and training needs more.
    options.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + machineMemory());
    if (trimsNativeHeap(Runtime.version())) {
      options.add("-XX:TrimNativeHeapInterval=" + TRIM_MILLIS);
    }
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

  /**
   * The inference engine wants every core, but the optimizing compiler takes up to a tenth of two
   * cores for thousands of images. It pays for hot loops; for the code of the broker, the store and
   * the HTTP server it would save two percent after hours of full load.
   *
   * @see <a href="https://openjdk.org/jeps/165">JEP 165</a>
   */
  static List<String> lessOptimization(Path home) {
    Path file = home.resolve(COMPILED);
    // The JVM would not start without the file, which only makes it faster.
    return Files.exists(file)
        ? List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:CompilerDirectivesFile=" + file,
            "-XX:CompileCommand=quiet")
        : List.of();
  }

  /**
   * Whether this JVM can return memory that the C library has freed, such as that of a version that
   * was loaded or trained.
   */
  static boolean trimsNativeHeap(Runtime.Version java) {
    return java.feature() == TRIMS_17.feature()
        ? java.compareTo(TRIMS_17) >= 0
        : java.compareTo(TRIMS_21) >= 0;
  }

  /** A quarter of the machine's memory, from 640 MiB to 2 GiB. */
  static long heapMib(long memoryBytes) {
    return Math.max(640, Math.min(2048, memoryBytes / 4 / MIB));
  }

  /** Memory of this machine, or of this container, in bytes. */
  static long machineMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 2048 * MIB;
  }
}
