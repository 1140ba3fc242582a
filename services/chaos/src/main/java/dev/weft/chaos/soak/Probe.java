package dev.weft.chaos.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures a process from Linux's {@code /proc}, its folders and its JVM. */
final class Probe {
  private static final double KIB_A_MIB = 1024;
  private static final double MIB = 1 << 20;
  private static final String TEMPORARY = "tmp";

  /** Extension of RocksDB's table files. */
  private static final String TABLE = ".sst";

  private static final Pattern COMMITTED = Pattern.compile("(?m)^Total: .*committed=(\\d+)KB");
  private static final Pattern HEAP_COMMITTED =
      Pattern.compile("(?m)^- +Java Heap .*committed=(\\d+)KB");

  private final Path jcmd;

  /**
   * @param jcmd a JDK's {@code jcmd}; metrics that need it are omitted if it is missing
   */
  Probe(Path jcmd) {
    this.jcmd = jcmd;
  }

  /** Returns the objects in its heap after a full collection, which it triggers. */
  LiveObjects live(long pid) {
    return LiveObjects.of(jcmd(pid, "GC.class_histogram"));
  }

  /**
   * @param live the objects in its heap
   * @param home the process's data folder
   * @param keeper whether it is a broker or store, whose purpose is storage
   */
  ResourceSample sample(
      String name, long pid, LiveObjects live, Path home, boolean keeper, long images) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    if (!live.isEmpty()) {
      values.put(Metric.HEAP, live.total() / MIB);
    }
    nativeMemory(jcmd(pid, "VM.native_memory", "summary"))
        .ifPresent(mib -> values.put(Metric.JVM_NATIVE, mib));
    String status = text(Path.of("/proc", "" + pid, "status"));
    figure(status, "RssAnon").ifPresent(kib -> values.put(Metric.MEMORY, kib / KIB_A_MIB));
    figure(status, "Threads").ifPresent(count -> values.put(Metric.THREADS, count));
    List<Path> files = openFiles(pid);
    List<Path> tables = files.stream().filter(file -> file.toString().endsWith(TABLE)).toList();
    if (!files.isEmpty()) {
      values.put(Metric.DESCRIPTORS, (double) files.size() - tables.size());
    }
    tables.stream()
        .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()))
        .values()
        .stream()
        .max(Long::compare)
        .ifPresent(most -> values.put(Metric.OPEN_TABLES, (double) most));
    Path temporary = home.resolve(TEMPORARY);
    if (Files.isDirectory(temporary)) {
      Size size = Size.of(temporary, null);
      values.put(Metric.TEMPORARY_FILES, (double) size.files);
      values.put(Metric.TEMPORARY_BYTES, size.bytes / MIB);
    }
    values.put(
        keeper ? Metric.KEPT_BYTES : Metric.STATE_BYTES, Size.of(home, temporary).bytes / MIB);
    return new ResourceSample(Instant.now(), name, pid, images, values);
  }

  /** Returns empty if the JVM does not track it. */
  static OptionalDouble nativeMemory(String said) {
    Matcher all = COMMITTED.matcher(said);
    Matcher heap = HEAP_COMMITTED.matcher(said);
    return all.find() && heap.find()
        ? OptionalDouble.of(
            (Double.parseDouble(all.group(1)) - Double.parseDouble(heap.group(1))) / KIB_A_MIB)
        : OptionalDouble.empty();
  }

  static OptionalDouble figure(String status, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + ":\\s*(\\d+)").matcher(status);
    return line.find()
        ? OptionalDouble.of(Double.parseDouble(line.group(1)))
        : OptionalDouble.empty();
  }

  private String jcmd(long pid, String... command) {
    if (!Files.isExecutable(jcmd)) {
      return "";
    }
    String[] all = new String[command.length + 2];
    all[0] = jcmd.toString();
    all[1] = Long.toString(pid);
    System.arraycopy(command, 0, all, 2, command.length);
    try {
      Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(1, TimeUnit.MINUTES);
      return said;
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Returns empty if the process has ended. */
  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Returns the targets of its file descriptors: files, and names of other objects. Empty if it has
   * ended.
   */
  private static List<Path> openFiles(long pid) {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(Path.of("/proc", "" + pid, "fd"))) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        try {
          files.add(Files.readSymbolicLink(entry));
        } catch (NoSuchFileException e) {
          // Closed since the folder was listed.
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
    return files;
  }

  /** Sums up the files below a folder while others write there. */
  private static final class Size extends SimpleFileVisitor<Path> {
    private final Path except;
    long files;
    long bytes;

    private Size(Path except) {
      this.except = except;
    }

    static Size of(Path folder, Path except) {
      Size size = new Size(except);
      try {
        Files.walkFileTree(folder, size);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return size;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.equals(except) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files++;
      // Kafka preallocates the indices of a segment, and truncates them later.
      if (!file.toString().endsWith("index")) {
        bytes += attributes.size();
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      // Deleted since the folder was listed.
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
