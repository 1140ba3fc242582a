package dev.weft.rollout.measure;

import dev.weft.events.kafka.EventCodec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A replica in a separate process, which tests can kill. */
final class MeasureProcess {

  static final String APPLICATION = "weft-rollout-measure";
  static final Windows WINDOWS = new Windows(Duration.ofSeconds(2), Duration.ofHours(1));

  private MeasureProcess() {}

  /** Measures until it is killed. Arguments: brokers, state folder, name. */
  public static void main(String[] args) {
    new MeasureStreams(settings(args[0], Path.of(args[1]), args[2]), new EventCodec()).start();
  }

  static Process start(String brokers, Path dir, String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            MeasureProcess.class.getName(),
            brokers,
            dir.toString(),
            name)
        .redirectErrorStream(true)
        .redirectOutput(new File(dir.getParent().toFile(), name + ".log"))
        .start();
  }

  static MeasureSettings settings(String brokers, Path dir, String name) {
    return new MeasureSettings(
        APPLICATION,
        Map.of("bootstrap.servers", brokers),
        name,
        dir,
        0,
        16L << 20,
        Duration.ofSeconds(6),
        WINDOWS,
        Duration.ofMillis(300));
  }
}
