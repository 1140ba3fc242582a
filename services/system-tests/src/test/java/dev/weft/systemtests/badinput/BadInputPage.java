package dev.weft.systemtests.badinput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tables of docs/bad-input.md, each below the heading of its group. */
final class BadInputPage {

  private static final Path PAGE =
      Path.of(System.getProperty("weft.root", "../..")).resolve("docs/bad-input.md");
  private static final List<String> HEAD =
      List.of("| id | what is wrong | answer | which says |", "|---|---|---|---|");

  private BadInputPage() {}

  /** The current page. */
  static String written() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The expected page: the current one with the rows of the cases. {@code -Dweft.docs.write=true}
   * writes it first.
   */
  static String of(List<Group> groups) {
    String page = withTables(groups);
    if (Boolean.getBoolean("weft.docs.write")) {
      try {
        Files.writeString(PAGE, page);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return page;
  }

  private static String withTables(List<Group> groups) {
    List<String> lines = new ArrayList<>();
    List<Group> left = new ArrayList<>(groups);
    Group current = null;
    for (String line : written().lines().toList()) {
      if (line.startsWith("## ")) {
        append(lines, current);
        current =
            left.stream().filter(g -> line.equals("## " + g.title())).findFirst().orElse(null);
        left.remove(current);
      }
      if (current == null || !line.startsWith("|")) {
        lines.add(line);
      }
    }
    append(lines, current);
    for (Group group : left) {
      lines.addAll(List.of("", "## " + group.title()));
      append(lines, group);
    }
    return String.join("\n", lines).stripTrailing() + "\n";
  }

  private static void append(List<String> lines, Group group) {
    if (group == null) {
      return;
    }
    while (lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    lines.add("");
    lines.addAll(HEAD);
    group.cases().forEach(each -> lines.add(each.row()));
    lines.add("");
  }

  /**
   * Cases of one kind of interface.
   *
   * @param title heading of their table
   */
  record Group(String title, List<BadCase> cases) {}
}
