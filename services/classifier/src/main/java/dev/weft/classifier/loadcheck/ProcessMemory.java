package dev.weft.classifier.loadcheck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Memory of processes, and free memory, from Linux's {@code /proc} and {@code /sys/fs/cgroup}.
 * Unknown on other systems.
 */
final class ProcessMemory {

  private static final long KIB = 1024;
  private static final Path PROC = Path.of("/proc");
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  private ProcessMemory() {}

  /** Memory of a process in bytes, including swap; empty if unknown. */
  static OptionalLong resident(long pid) {
    Path status = PROC.resolve(Long.toString(pid)).resolve("status");
    OptionalLong resident = kibibytes(status, "VmRSS:");
    return resident.isEmpty()
        ? resident
        : OptionalLong.of(resident.getAsLong() + kibibytes(status, "VmSwap:").orElse(0));
  }

  /** Available memory in bytes: the machine's, or the container's if that is less. */
  static OptionalLong available() {
    OptionalLong machine = kibibytes(PROC.resolve("meminfo"), "MemAvailable:");
    OptionalLong container = container();
    if (machine.isEmpty() || container.isEmpty()) {
      return machine.isEmpty() ? container : machine;
    }
    return OptionalLong.of(Math.min(machine.getAsLong(), container.getAsLong()));
  }

  /** Available memory of the container; reclaimable page cache counts as available. */
  private static OptionalLong container() {
    return groups()
        .flatMap(
            group -> {
              OptionalLong limit = number(group.resolve("memory.max"));
              OptionalLong used = number(group.resolve("memory.current"));
              if (limit.isEmpty() || used.isEmpty()) {
                limit = number(group.resolve("memory.limit_in_bytes"));
                used = number(group.resolve("memory.usage_in_bytes"));
              }
              if (limit.isEmpty() || used.isEmpty()) {
                return Stream.empty();
              }
              Path stat = group.resolve("memory.stat");
              long files = bytes(stat, "inactive_file").orElse(0);
              return Stream.of(Math.max(0, limit.getAsLong() - used.getAsLong() + files));
            })
        .mapToLong(Long::longValue)
        .min();
  }

  /** The control group of this process, as far as it is visible, and its ancestors. */
  private static Stream<Path> groups() {
    Path own =
        lines(PROC.resolve("self/cgroup"))
            .map(line -> line.split(":", 3))
            .filter(parts -> parts.length == 3)
            .filter(parts -> parts[1].isEmpty() || parts[1].equals("memory"))
            .map(
                parts ->
                    CGROUPS.resolve(parts[1].isEmpty() ? "" : "memory").resolve("." + parts[2]))
            .findFirst()
            .orElse(CGROUPS)
            .normalize();
    Stream<Path> seen =
        Stream.iterate(own, path -> path != null && path.startsWith(CGROUPS), Path::getParent);
    return Stream.concat(seen, Stream.of(CGROUPS, CGROUPS.resolve("memory"))).distinct();
  }

  /** Makes a process the first victim of the OOM killer; a failure to do so is ignored. */
  static void sacrificeFirst(long pid) {
    try {
      Files.writeString(PROC.resolve(Long.toString(pid)).resolve("oom_score_adj"), "1000");
    } catch (IOException | RuntimeException e) {
      System.getLogger(ProcessMemory.class.getName())
          .log(System.Logger.Level.DEBUG, "cannot set oom_score_adj of process {0}", pid);
    }
  }

  private static OptionalLong kibibytes(Path file, String key) {
    OptionalLong value = bytes(file, key);
    return value.isEmpty() ? value : OptionalLong.of(value.getAsLong() * KIB);
  }

  private static OptionalLong bytes(Path file, String key) {
    return lines(file)
        .map(line -> line.trim().split("\\s+"))
        .filter(words -> words.length > 1 && words[0].equals(key))
        .flatMap(words -> parse(words[1]).stream())
        .mapToLong(Long::longValue)
        .findFirst();
  }

  private static OptionalLong number(Path file) {
    return lines(file)
        .flatMap(line -> parse(line.trim()).stream())
        .mapToLong(Long::longValue)
        .findFirst();
  }

  private static Optional<Long> parse(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      // "max" means no limit.
      return Optional.empty();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines();
    } catch (IOException | RuntimeException e) {
      return Stream.empty();
    }
  }
}
