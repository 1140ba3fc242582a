package dev.weft.console.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Settings of the server.
 *
 * @param data folder of the embedded broker's and store's data, and of the log
 * @param httpPort the gateway's port; 0 for any free one, as for the others
 * @param kafkaPort the embedded broker's port
 * @param s3Port the embedded store's port
 * @param kafka bootstrap servers of an external broker; null for the embedded one
 * @param s3 URL of an external store; null for the embedded one
 * @param host address that the gateway listens on; null for loopback
 * @param more further settings, by configuration key
 */
public record ServerSettings(
    Path data,
    int httpPort,
    int kafkaPort,
    int s3Port,
    String kafka,
    String s3,
    String host,
    Map<String, String> more) {

  public ServerSettings {
    Objects.requireNonNull(data, "data");
    more = Map.copyOf(more);
  }

  /** The same settings with a default for a key. */
  public ServerSettings withDefault(String key, String value) {
    Map<String, String> all = new HashMap<>(more);
    all.putIfAbsent(key, value);
    return new ServerSettings(data, httpPort, kafkaPort, s3Port, kafka, s3, host, all);
  }

  /** All parts embedded, on free ports. */
  public static ServerSettings onFreePorts(Path data, Map<String, String> more) {
    return new ServerSettings(data, 0, 0, 0, null, null, null, more);
  }

  public Path log() {
    return data.resolve("logs").resolve("weft.log");
  }

  /** Ports that must be free, by the option that changes them. */
  Map<String, Integer> ports() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("--http-port", httpPort);
    if (kafka == null) {
      ports.put("--kafka-port", kafkaPort);
    }
    if (s3 == null) {
      ports.put("--s3-port", s3Port);
    }
    ports.values().removeIf(port -> port == 0);
    return ports;
  }

  /** The settings as system properties of the server's JVM. */
  List<String> toProperties() {
    return more.entrySet().stream()
        .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
        .sorted()
        .toList();
  }

  /** The settings as arguments of the server's main class; see services/standalone/README.md. */
  List<String> toArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--data", data.toString()));
    arguments.addAll(List.of("--http-port", String.valueOf(httpPort)));
    if (kafka == null) {
      arguments.addAll(List.of("--kafka-port", String.valueOf(kafkaPort)));
    } else {
      arguments.addAll(List.of("--kafka", kafka));
    }
    if (s3 == null) {
      arguments.addAll(List.of("--s3-port", String.valueOf(s3Port)));
    } else {
      arguments.addAll(List.of("--s3", s3));
    }
    if (host != null) {
      arguments.addAll(List.of("--host", host));
    }
    return arguments;
  }
}
