package dev.weft.cli.dataset;

import dev.weft.client.dataset.Dataset;
import dev.weft.client.dataset.DatasetFilter;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** Formats a named data set as text. */
public final class DatasetText {

  private final Style style;

  DatasetText(Style style) {
    this.style = style;
  }

  /** Returns a description of the data set. */
  List<String> lines(Dataset dataset) {
    List<String> lines = new ArrayList<>();
    for (Dataset.Count label : dataset.labels()) {
      lines.add("%6d  %s".formatted(label.images(), label.label()));
    }
    lines.add(
        "%s: %s of %s, %s"
            .formatted(
                style.bold(dataset.name()),
                Format.count(dataset.images(), "image"),
                dataset.model(),
                filter(dataset.filter())));
    lines.add("created " + dataset.createdAt());
    lines.add("id      " + dataset.id());
    return lines;
  }

  /**
   * Returns a description of its filter, such as {@code tag shop=north, since
   * 2026-11-01T00:00:00Z}.
   */
  static String filter(DatasetFilter filter) {
    if (filter == null || filter.equals(DatasetFilter.ALL)) {
      return "all labels";
    }
    List<String> parts = new ArrayList<>();
    filter.labels().forEach(label -> parts.add("label " + label));
    add(parts, "source", filter.source());
    add(parts, "by", filter.by());
    filter.tags().forEach((key, value) -> parts.add("tag " + key + "=" + value));
    add(parts, "since", filter.since());
    add(parts, "until", filter.until());
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, String name, Object value) {
    if (value != null) {
      parts.add(name + " " + value);
    }
  }

  /** Returns the error for an unknown name. */
  public static CliException unknown(String name) {
    return new CliException(
        ExitCode.NOT_FOUND,
        "the data set " + name + " does not exist",
        "`weft dataset list` lists all data sets, `weft dataset create NAME` creates one");
  }
}
