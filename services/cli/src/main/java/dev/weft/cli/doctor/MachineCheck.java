package dev.weft.cli.doctor;

import dev.weft.console.terminal.Format;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks Java, processor, memory and disk. */
final class MachineCheck {
  private static final long MIN_MEMORY = 2_000_000_000L;
  private static final long MIN_DISK = 2_000_000_000L;
  private static final int OLDEST_JAVA = 17;

  private MachineCheck() {}

  static List<CheckResult> of(Path data) {
    List<CheckResult> findings = new ArrayList<>();
    findings.add(java());
    findings.add(
        CheckResult.good(
            "system",
            System.getProperty("os.name")
                + " "
                + System.getProperty("os.version")
                + ", "
                + System.getProperty("os.arch")));
    int cores = Runtime.getRuntime().availableProcessors();
    findings.add(
        cores >= 2
            ? CheckResult.good("cores", String.valueOf(cores))
            : CheckResult.note("cores", cores + "; two or more are recommended"));
    findings.add(memory());
    findings.add(disk(data));
    return findings;
  }

  private static CheckResult java() {
    String what = Runtime.version() + " in " + System.getProperty("java.home");
    return Runtime.version().feature() >= OLDEST_JAVA
        ? CheckResult.good("java", what)
        : CheckResult.bad("java", what + "; 17 or newer is required");
  }

  private static CheckResult memory() {
    if (!(ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system)) {
      return CheckResult.note("memory", "this Java runtime does not report it");
    }
    long total = system.getTotalMemorySize();
    String what = Format.bytes(total) + ", " + Format.bytes(system.getFreeMemorySize()) + " free";
    return total >= MIN_MEMORY
        ? CheckResult.good("memory", what)
        : CheckResult.bad("memory", what + "; 2 GB are required");
  }

  private static CheckResult disk(Path data) {
    Path there = data.toAbsolutePath().normalize();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    try {
      FileStore store = Files.getFileStore(there);
      String what = Format.bytes(store.getUsableSpace()) + " free for " + data;
      if (!Files.isWritable(there)) {
        return CheckResult.bad(
            "data", there + " is not writable; choose another folder with --data DIR");
      }
      return store.getUsableSpace() >= MIN_DISK
          ? CheckResult.good("data", what)
          : CheckResult.note("data", what + "; 2 GB are recommended");
    } catch (IOException e) {
      return CheckResult.bad(
          "data", "cannot determine the free space of " + there + ": " + e.getMessage());
    }
  }
}
