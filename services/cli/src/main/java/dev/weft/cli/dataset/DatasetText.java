package dev.weft.cli.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** A named data set, as the gateway shows it, in words. */
public final class DatasetText {

  private final Style style;

  DatasetText(Style style) {
    this.style = style;
  }

  /** What its name stands for. */
  List<String> lines(JsonNode dataset) {
    List<String> lines = new ArrayList<>();
    for (JsonNode label : dataset.path("labels")) {
      lines.add("%6d  %s".formatted(label.path("images").asInt(), label.path("label").asText()));
    }
    lines.add(
        "%s: %s of %s, %s"
            .formatted(
                style.bold(dataset.path("name").asText()),
                Format.count(dataset.path("images").asInt(), "image"),
                dataset.path("model").asText(),
                filter(dataset.path("filter"))));
    lines.add("created " + dataset.path("createdAt").asText());
    lines.add("id      " + dataset.path("id").asText());
    return lines;
  }

  /** Which labels it has, such as {@code tag shop=north, since 2026-11-01T00:00:00Z}. */
  static String filter(JsonNode filter) {
    List<String> parts = new ArrayList<>();
    filter.path("labels").forEach(label -> parts.add("label " + label.asText()));
    for (String name : List.of("source", "by")) {
      if (filter.path(name).isTextual()) {
        parts.add(name + " " + filter.path(name).asText());
      }
    }
    filter
        .path("tags")
        .properties()
        .forEach(tag -> parts.add("tag " + tag.getKey() + "=" + tag.getValue().asText()));
    for (String name : List.of("since", "until")) {
      if (filter.path(name).isTextual()) {
        parts.add(name + " " + filter.path(name).asText());
      }
    }
    return parts.isEmpty() ? "all labels" : String.join(", ", parts);
  }

  /** That a name stands for nothing. */
  public static CliException unknown(String name) {
    return new CliException(
        ExitCode.NOT_FOUND,
        "there is no data set " + name,
        "`weft dataset list` shows them, `weft dataset create NAME` makes one");
  }
}
