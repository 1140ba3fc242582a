package dev.weft.chaos.app;

import dev.weft.chaos.cluster.ClusterLayout;
import dev.weft.chaos.nemesis.Sequence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options of the command line. */
final class ChaosOptions {

  @Option(
      names = "--minutes",
      defaultValue = "10",
      description = "Duration of the faults. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--seed",
      description = "Random seed; the same seed gives the same faults." + " Default: a random one.")
  private Long seed;

  @Option(
      names = "--dir",
      description = "New folder for the history and the logs. Default: .weft-chaos/seed-N-TIME.")
  private Path dir;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "KIND",
      description = "Kinds of faults: kill, pause, duty, network, clock, disk, twin. Default: all.")
  private List<String> only = List.of();

  @Option(
      names = "--rate",
      defaultValue = "4",
      description = "Images uploaded per second. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--colours",
      description = "Serve a network of a few weights, and do not train: for slow machines.")
  private boolean colours;

  @Option(names = "--brokers", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int brokers;

  @Option(names = "--gateways", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int gateways;

  @Option(names = "--classifiers", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int classifiers;

  @Option(
      names = "--quiesce",
      defaultValue = "15",
      paramLabel = "MINUTES",
      description =
          "Maximum time for the system to become ready, and to answer everything after the last"
              + " fault. Default: ${DEFAULT-VALUE}.")
  private int quiesce;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Setting of all services, as an environment variable.")
  private Map<String, String> settings = Map.of();

  @Option(names = "--list", description = "Only print which faults would be injected.")
  private boolean list;

  @Option(names = "--root", hidden = true, defaultValue = ".")
  private Path root;

  private final long anySeed = new Random().nextInt(1_000_000);
  private final String now =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());

  Duration length() {
    return Duration.ofMillis((long) (minutes * 60_000));
  }

  long seed() {
    return seed == null ? anySeed : seed;
  }

  Path dir() {
    Path made =
        dir == null ? root().resolve(".weft-chaos").resolve("seed-" + seed() + "-" + now) : dir;
    return made.toAbsolutePath().normalize();
  }

  Path root() {
    return root.toAbsolutePath().normalize();
  }

  Set<Sequence.Kind> kinds() {
    if (only.isEmpty()) {
      return EnumSet.allOf(Sequence.Kind.class);
    }
    return only.stream()
        .map(name -> Sequence.Kind.valueOf(name.trim().toUpperCase(Locale.ROOT)))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Sequence.Kind.class)));
  }

  double rate() {
    return rate;
  }

  ServedModel model() {
    return colours ? ServedModel.COLOURS : ServedModel.GARMENTS;
  }

  boolean trains() {
    return !colours;
  }

  ClusterLayout layout(int port) {
    return new ClusterLayout(port, brokers, gateways, classifiers, 1, 1);
  }

  Duration quiesce() {
    return Duration.ofMinutes(quiesce);
  }

  Map<String, String> settings() {
    return settings;
  }

  boolean list() {
    return list;
  }
}
