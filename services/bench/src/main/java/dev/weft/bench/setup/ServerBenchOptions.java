package dev.weft.bench.setup;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of benchmarks of a whole server. */
public final class ServerBenchOptions {

  @Option(
      names = "--photos",
      paramLabel = "DIR",
      description = "Photographs to measure with. Default: drawings.")
  private Path photos;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "The engine. Default: auto.")
  private String engine;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any configuration key of the services; may be given several times.")
  private Map<String, String> more = new LinkedHashMap<>();

  /** Returns this many photographs or drawings; photographs are repeated if there are fewer. */
  public BenchPhotos files(int count) {
    return photos == null ? BenchPhotos.drawn(count) : BenchPhotos.of(photos, count);
  }

  public String engine() {
    return engine;
  }

  public Map<String, String> settings() {
    return more;
  }
}
