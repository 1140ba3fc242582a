package dev.weft.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints the costs of the inputs in the corpora: {@code Costs CORPORA}. {@code Costs --instrumented
 * TARGET} prints the instrumented packages of one target.
 */
final class Costs {
  private static final int WARM_UPS = 3;

  private Costs() {}

  private record Row(String target, String input, int length, Oracle.Cost cost) {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("--instrumented")) {
      System.out.println(String.join(":", Targets.named(args[1]).instrumented()));
      return;
    }
    System.out.println(
        "| target | inputs | most memory allocated | of | most processor time | of |");
    System.out.println("|---|---|---|---|---|---|");
    for (Targets target : Targets.values()) {
      List<Row> rows = rows(target, Path.of(args[0]).resolve(target.label()));
      Row largest = most(rows, Comparator.comparing(row -> row.cost().allocated()));
      Row slowest = most(rows, Comparator.comparing(row -> row.cost().cpu()));
      System.out.printf(
          "| %s | %d | %,d KiB | %s (%,d bytes) | %.1f ms | %s (%,d bytes) |%n",
          target.label(),
          rows.size(),
          largest.cost().allocated() >> 10,
          largest.input(),
          largest.length(),
          slowest.cost().cpu().toNanos() / 1e6,
          slowest.input(),
          slowest.length());
    }
  }

  private static Row most(List<Row> rows, Comparator<Row> by) {
    return rows.stream().max(by).orElseThrow();
  }

  private static List<Row> rows(Targets target, Path corpus) throws Exception {
    Oracle oracle = new Oracle(target);
    List<Row> rows = new ArrayList<>();
    for (Path file : files(corpus)) {
      byte[] input = Files.readAllBytes(file);
      for (int i = 0; i < WARM_UPS; i++) {
        oracle.check(input);
      }
      rows.add(
          new Row(
              target.label(), file.getFileName().toString(), input.length, oracle.check(input)));
    }
    return rows;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
