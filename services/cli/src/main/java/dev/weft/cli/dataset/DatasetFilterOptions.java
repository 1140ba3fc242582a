package dev.weft.cli.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Which labeled images are meant. */
public final class DatasetFilterOptions {

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description = "Only this one; may be given several times.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description =
          "Only labels that came from there: person, folder, csv, label-studio, object-store.")
  private String source;

  @Option(names = "--by", paramLabel = "NAME", description = "Only labels that this one gave.")
  private String by;

  @Option(
      names = "--tag",
      paramLabel = "KEY=VALUE",
      description = "Only images with this tag; may be given several times.")
  private Map<String, String> tags = new TreeMap<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only labels of then or later, such as 2026-11-01T00:00:00Z.")
  private Instant since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only labels from before.")
  private Instant until;

  /** One of which an image has one; empty for any. */
  public List<String> labels() {
    return labels;
  }

  /** Null for any. */
  public String source() {
    return source;
  }

  /** Null for anyone. */
  public String by() {
    return by;
  }

  /** That an image has all of. */
  public Map<String, String> tags() {
    return tags;
  }

  /** Null for any time. */
  public Instant since() {
    return since;
  }

  /** Null for any time. */
  public Instant until() {
    return until;
  }

  /** Whether nothing is said. */
  public boolean isEmpty() {
    return toJson().isEmpty();
  }

  /** As {@code POST /v1/datasets} takes it. */
  public ObjectNode toJson() {
    ObjectNode filter = Json.object();
    if (!labels.isEmpty()) {
      filter.set("labels", Json.tree(labels));
    }
    if (source != null) {
      filter.put("source", source);
    }
    if (by != null) {
      filter.put("by", by);
    }
    if (!tags.isEmpty()) {
      filter.set("tags", Json.tree(tags));
    }
    if (since != null) {
      filter.put("since", since.toString());
    }
    if (until != null) {
      filter.put("until", until.toString());
    }
    return filter;
  }
}
