package dev.weft.cli.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the server is to run.
 *
 * @param data where the embedded broker and store keep what they have, and the log lies
 * @param httpPort the gateway's port
 * @param kafkaPort the embedded broker's port
 * @param s3Port the embedded store's port
 * @param kafka bootstrap servers of a broker elsewhere; null for the embedded one
 * @param s3 URL of a store elsewhere; null for the embedded one
 * @param more further settings, by configuration key
 */
public record ServerSettings(
    Path data,
    int httpPort,
    int kafkaPort,
    int s3Port,
    String kafka,
    String s3,
    Map<String, String> more) {

  public ServerSettings {
    Objects.requireNonNull(data, "data");
    more = Map.copyOf(more);
  }

  /** The gateway's address. */
  public String httpUrl() {
    return "http://127.0.0.1:" + httpPort;
  }

  /** Where the broker listens. */
  public String bootstrapServers() {
    return kafka != null ? kafka : "127.0.0.1:" + kafkaPort;
  }

  /** Where the store listens. */
  public String s3Url() {
    return s3 != null ? s3 : "http://127.0.0.1:" + s3Port;
  }

  /** The key pair of the embedded store. */
  public Path credentials() {
    return data.resolve("credentials.properties");
  }

  public Path log() {
    return data.resolve("logs").resolve("weft.log");
  }

  /** Ports that must be free, by the option that changes them. */
  public Map<String, Integer> ports() {
    Map<String, Integer> ports = new java.util.LinkedHashMap<>();
    ports.put("--http-port", httpPort);
    if (kafka == null) {
      ports.put("--kafka-port", kafkaPort);
    }
    if (s3 == null) {
      ports.put("--s3-port", s3Port);
    }
    return ports;
  }

  /** As system properties of the server's JVM. */
  List<String> toProperties() {
    List<String> properties = new ArrayList<>();
    properties.add("-Dweft.standalone.data=" + data.toAbsolutePath());
    properties.add("-Dweft.standalone.http-port=" + httpPort);
    if (kafka == null) {
      properties.add("-Dweft.standalone.kafka-port=" + kafkaPort);
    } else {
      properties.add("-Dkafka.bootstrap.servers=" + kafka);
    }
    if (s3 == null) {
      properties.add("-Dweft.standalone.s3-port=" + s3Port);
    } else {
      properties.add("-Dweft.s3.endpoint=" + s3);
    }
    more.forEach((key, value) -> properties.add("-D" + key + "=" + value));
    return properties;
  }
}
