package dev.weft.chaos.soak;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reachable objects in a process's heap.
 *
 * @param bytes size of each class's objects, by the JVM's name of the class
 */
record LiveObjects(Map<String, Long> bytes) {
  private static final Pattern LINE = Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +(\\S+)");

  LiveObjects {
    bytes = Map.copyOf(bytes);
  }

  /**
   * @param histogram output of {@code jcmd PID GC.class_histogram}; empty if it failed
   */
  static LiveObjects of(String histogram) {
    Map<String, Long> bytes = new HashMap<>();
    Matcher lines = LINE.matcher(histogram);
    while (lines.find()) {
      bytes.merge(lines.group(2), Long.parseLong(lines.group(1)), Long::sum);
    }
    return new LiveObjects(bytes);
  }

  boolean isEmpty() {
    return bytes.isEmpty();
  }

  /** Total size in bytes. */
  long total() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns the classes whose objects take more than before, largest growth first: {@code +1,234 KB
   * [B}.
   */
  List<String> growthSince(LiveObjects before, int most) {
    return bytes.entrySet().stream()
        .map(
            of ->
                Map.entry(of.getKey(), of.getValue() - before.bytes.getOrDefault(of.getKey(), 0L)))
        .filter(growth -> growth.getValue() > 0)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .map(
            growth ->
                String.format(Locale.ROOT, "%+,d KB %s", growth.getValue() / 1000, growth.getKey()))
        .toList();
  }
}
