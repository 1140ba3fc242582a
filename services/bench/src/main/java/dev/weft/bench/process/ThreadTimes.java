package dev.weft.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time of a process's threads, as Linux counts it ({@code /proc}), so that threads of the
 * JVM and of native libraries are included. Elsewhere there are none.
 *
 * @param threads by thread id
 */
public record ThreadTimes(Map<Long, OfThread> threads) {

  /**
   * A thread.
   *
   * @param name of 15 characters at most
   * @param nanos processor time since its start
   */
  public record OfThread(String name, long nanos) {}

  private static final Pattern DUMPED =
      Pattern.compile("^\"(.*)\" .*?nid=(0x[0-9a-f]+|\\d+)", Pattern.MULTILINE);
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Numbers, but not those of a name such as {@code C2 CompilerThread}. */
  private static final Pattern NUMBERS = Pattern.compile("(?<![A-Za-z])[#@]?\\d+|\\d+$");

  private static final Pattern ENDS = Pattern.compile("[\\s:#._|-]+$");
  private static final long DUMP_SECONDS = 20;

  public ThreadTimes {
    threads = Map.copyOf(threads);
  }

  /** Reads the times of a process. */
  public static ThreadTimes of(long pid) {
    Map<Long, OfThread> threads = new TreeMap<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks.toList()) {
        read(task, threads);
      }
    } catch (IOException e) {
      // Another operating system, or the process has ended.
      return new ThreadTimes(threads);
    }
    return new ThreadTimes(threads);
  }

  private static void read(Path task, Map<Long, OfThread> threads) throws IOException {
    try {
      threads.put(
          Long.valueOf(task.getFileName().toString()),
          new OfThread(
              Files.readString(task.resolve("comm")).strip(),
              scheduled(Files.readString(task.resolve("schedstat")))));
    } catch (NoSuchFileException e) {
      // The thread has ended.
      return;
    }
  }

  /** Nanoseconds on a core: the first of the three numbers of {@code schedstat}. */
  static long scheduled(String schedstat) {
    return Long.parseLong(schedstat.strip().split(" ")[0]);
  }

  /**
   * Returns the seconds that groups of threads have spent since an earlier reading. A thread
   * belongs to the group of its name without numbers.
   *
   * @param names full names by thread id, where they are known
   */
  public Map<String, Double> since(ThreadTimes earlier, Map<Long, String> names) {
    Map<String, Double> groups = new TreeMap<>();
    threads.forEach(
        (id, now) -> {
          OfThread before = earlier.threads.get(id);
          long nanos = now.nanos() - (before == null ? 0 : before.nanos());
          groups.merge(group(names.getOrDefault(id, now.name())), nanos / 1e9, Double::sum);
        });
    return groups;
  }

  /** Returns a thread's name without the numbers and ids that distinguish it from others. */
  static String group(String name) {
    String plain = UUID.matcher(name).replaceAll("");
    plain = NUMBERS.matcher(plain).replaceAll("");
    plain = plain.replaceAll("-{2,}", "-");
    plain = ENDS.matcher(plain).replaceAll("");
    return plain.isEmpty() ? name : plain;
  }

  /**
   * Asks a JVM for the full names of its threads with {@code jcmd}; empty where there is none, or
   * it does not answer.
   */
  public static Map<Long, String> names(long pid) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Path dump = Files.createTempFile("weft-threads", ".txt");
      try {
        Process process =
            new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print")
                .redirectErrorStream(true)
                .redirectOutput(dump.toFile())
                .start();
        if (!process.waitFor(DUMP_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return Map.of();
        }
        return parse(new String(Files.readAllBytes(dump), StandardCharsets.UTF_8));
      } finally {
        Files.deleteIfExists(dump);
      }
    } catch (IOException e) {
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  /** Names by native thread id in a thread dump, which is hexadecimal before Java 21. */
  static Map<Long, String> parse(String dump) {
    return DUMPED
        .matcher(dump)
        .results()
        .collect(
            Collectors.toMap(
                (MatchResult found) -> Long.decode(found.group(2)),
                found -> found.group(1),
                (one, other) -> one));
  }
}
