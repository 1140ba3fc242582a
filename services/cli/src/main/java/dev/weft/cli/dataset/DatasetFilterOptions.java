package dev.weft.cli.dataset;

import dev.weft.client.dataset.DatasetFilter;
import dev.weft.client.image.LabelSource;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Options that select labeled images. */
public final class DatasetFilterOptions {

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description = "Include only images with this label. Can be repeated.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description =
          "Include only labels from this source: person, folder, csv, label-studio or"
              + " object-store.")
  private String source;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Include only labels assigned by this person or client.")
  private String by;

  @Option(
      names = "--tag",
      paramLabel = "KEY=VALUE",
      description = "Include only images with this tag. Can be repeated.")
  private Map<String, String> tags = new TreeMap<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Include only labels assigned at or after this time, such as 2026-11-01T00:00:00Z.")
  private Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Include only labels assigned before this time.")
  private Instant until;

  /** Whether no option is given. */
  public boolean isEmpty() {
    return filter().equals(DatasetFilter.ALL);
  }

  /** Returns the filter of the given options. */
  public DatasetFilter filter() {
    return new DatasetFilter(labels, source(), by, tags, since, until);
  }

  private LabelSource source() {
    return source == null
        ? null
        : LabelSource.of(source)
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.USAGE,
                        "--source must be one of person, folder, csv, label-studio, object-store,"
                            + " but is "
                            + source,
                        ""));
  }
}
