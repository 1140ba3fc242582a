package dev.weft.cli.label;

import dev.weft.client.image.LabelSource;
import dev.weft.console.label.LabelEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The labels of a folder or file.
 *
 * @param source where the labels come from
 * @param entries in order
 * @param skipped left-out entries, each with its reason
 */
public record LabelList(LabelSource source, List<LabelEntry> entries, List<String> skipped) {

  public LabelList {
    entries = List.copyOf(entries);
    skipped = List.copyOf(skipped);
  }

  /** Builds a list. */
  static final class Builder {
    private final LabelSource source;
    private final List<LabelEntry> entries = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    Builder(LabelSource source) {
      this.source = source;
    }

    void add(LabelEntry entry) {
      entries.add(entry);
    }

    void skip(String name, String why) {
      skipped.add(name + ": " + why);
    }

    LabelList build() {
      return new LabelList(source, entries, skipped);
    }
  }
}
