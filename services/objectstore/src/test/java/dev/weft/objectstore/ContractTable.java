package dev.weft.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * The table of contract results in {@code deploy/store/README.md}, with a row for each test of
 * {@link StoreContract} and a column for each store. A test must pass where the table says {@code
 * yes}, and fail where it says {@code no}; {@code -Dweft.docs.write=true} writes the table.
 */
final class ContractTable implements InvocationInterceptor {
  static final Path PAGE = Path.of("../../deploy/store/README.md");

  private static final String HEAD = "| requirement |";
  private static final String YES = "yes";
  private static final String NO = "no";

  private final String store;

  private ContractTable(String store) {
    this.store = store;
  }

  /**
   * The column of one store.
   *
   * @param store start of the column's header
   */
  static ContractTable column(String store) {
    return new ContractTable(store);
  }

  /** Headers of the stores' columns. */
  static List<String> stores() {
    List<String> heads = cells(lines().get(head()));
    return heads.subList(1, heads.size());
  }

  /** Names of the rows, from top to bottom. */
  static List<String> rows() {
    List<String> lines = lines();
    int first = head() + 2;
    int end = first;
    while (end < lines.size() && lines.get(end).startsWith("|")) {
      end++;
    }
    return lines.subList(first, end).stream().map(line -> cells(line).get(0)).toList();
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    String row = context.getDisplayName();
    if (Boolean.getBoolean("weft.docs.write")) {
      write(row, passes(test));
    } else if (cell(row).startsWith(YES)) {
      test.proceed();
    } else {
      assertThat(cell(row)).as("the table's cell of %s, %s", row, store).startsWith(NO);
      assertThat(passes(test))
          .as("%s passes \"%s\", which %s does not know yet", store, row, PAGE)
          .isFalse();
    }
  }

  private static boolean passes(Invocation<Void> test) {
    try {
      test.proceed();
      return true;
    } catch (Throwable failure) {
      System.out.println("failed: " + failure.toString().lines().limit(4).toList());
      return false;
    }
  }

  private String cell(String row) {
    return cells(lines().get(line(row))).get(column());
  }

  private void write(String row, boolean passes) {
    List<String> lines = new ArrayList<>(lines());
    int line = line(row);
    List<String> cells = new ArrayList<>(cells(lines.get(line)));
    String said = passes ? YES : NO;
    if (!cells.get(column()).startsWith(said)) {
      cells.set(column(), said);
      lines.set(line, "| " + String.join(" | ", cells) + " |");
      try {
        Files.write(PAGE, lines);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private int column() {
    List<String> heads = cells(lines().get(head()));
    for (int column = 1; column < heads.size(); column++) {
      if (heads.get(column).startsWith(store)) {
        return column;
      }
    }
    throw new AssertionError(PAGE + " has no column for " + store);
  }

  private static int line(String row) {
    int at = rows().indexOf(row);
    assertThat(at).as("the row \"%s\" of %s", row, PAGE).isNotNegative();
    return head() + 2 + at;
  }

  private static int head() {
    List<String> lines = lines();
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).startsWith(HEAD)) {
        return line;
      }
    }
    throw new AssertionError(PAGE + " has no table that begins with " + HEAD);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|"))
        .map(String::strip)
        .toList();
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
