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
      description = "Folder of photographs to use. Default: generated drawings.")
  private Path photos;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "Engine to use. Default: auto.")
  private String engine;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Configuration property of the services. Can be repeated.")
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
