package dev.weft.standalone;

import dev.weft.objectstore.s3.StoreCredentials;
import dev.weft.objectstore.s3.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Command-line options; missing ones default to configuration, then to built-in defaults.
 *
 * @param data the data directory
 * @param host address that the gateway listens on
 * @param httpPort of the gateway; 0 for any
 * @param kafkaPort of the embedded broker; 0 for any
 * @param s3Port of the embedded store; 0 for any
 * @param kafka bootstrap servers of an external broker
 * @param s3 address of an external store
 * @param credentials of the store; generated for the embedded one if absent
 * @param region of the store's bucket
 * @param storeAuthorities PEM file with the certificate authorities of an external store
 * @param bucket the one bucket
 * @param isNewStore whether to create bucket and starter model even if Kafka has records of an
 *     earlier store
 * @param accessKeys file with the hashes of API keys; that of the data directory if absent
 * @param restore folder of a backup to restore into a new data directory, instead of starting the
 *     services
 * @param imagePartitions number of partitions of the topics of images after the restoration; as in
 *     the backup if absent
 */
record StandaloneOptions(
    Path data,
    String host,
    int httpPort,
    int kafkaPort,
    int s3Port,
    Optional<String> kafka,
    Optional<URI> s3,
    Optional<StoreCredentials> credentials,
    String region,
    Optional<Path> storeAuthorities,
    String bucket,
    boolean isNewStore,
    Optional<String> accessKeys,
    Optional<Path> restore,
    Optional<Integer> imagePartitions) {
  private static final int MAX_PORT = 65_535;

  private static final Set<String> NAMES =
      Set.of(
          "--data",
          "--host",
          "--http-port",
          "--kafka-port",
          "--s3-port",
          "--kafka",
          "--s3",
          "--s3-access-key",
          "--s3-secret-key",
          "--bucket");

  /**
   * @param configuration returns the value of a key from system properties and the environment;
   *     null if not set
   * @throws IllegalArgumentException with a one-line message for people
   */
  static StandaloneOptions parse(String[] args, Function<String, String> configuration) {
    Map<String, String> given = given(args);
    return new StandaloneOptions(
        Path.of(given.getOrDefault("--data", ".weft")).toAbsolutePath().normalize(),
        first(given, "--host", configuration, "quarkus.http.host").orElse("127.0.0.1"),
        port(given, "--http-port", configuration.apply("quarkus.http.port"), 8080),
        port(given, "--kafka-port", null, 9092),
        port(given, "--s3-port", null, 9000),
        first(given, "--kafka", configuration, "kafka.bootstrap.servers"),
        first(given, "--s3", configuration, "weft.s3.endpoint").map(StandaloneOptions::address),
        StoreCredentials.of(
            name -> first(given, "--s3-" + name, configuration, "weft.s3." + name).orElse(null)),
        Optional.ofNullable(configuration.apply("weft.s3.region")).orElse(StoreSettings.REGION),
        Optional.ofNullable(configuration.apply("weft.s3.ca-file")).map(Path::of),
        first(given, "--bucket", configuration, "weft.s3.bucket").orElse("weft"),
        Boolean.parseBoolean(configuration.apply("weft.standalone.new-store")),
        Optional.ofNullable(configuration.apply("weft.access.keys-file")),
        Optional.ofNullable(configuration.apply("weft.standalone.restore")).map(Path::of),
        Optional.ofNullable(configuration.apply("weft.standalone.restore.image-partitions"))
            .map(Integer::valueOf));
  }

  private static Map<String, String> given(String[] args) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      String name = equals < 0 ? args[i] : args[i].substring(0, equals);
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("unknown option " + name);
      }
      if (equals < 0 && i + 1 == args.length) {
        throw new IllegalArgumentException(name + " requires a value");
      }
      given.put(name, equals < 0 ? args[++i] : args[i].substring(equals + 1));
    }
    return given;
  }

  private static Optional<String> first(
      Map<String, String> given, String name, Function<String, String> configuration, String key) {
    return Optional.ofNullable(given.getOrDefault(name, configuration.apply(key)))
        .filter(value -> !value.isBlank());
  }

  private static int port(
      Map<String, String> given, String name, String configured, int otherwise) {
    String text = given.getOrDefault(name, configured);
    if (text == null) {
      return otherwise;
    }
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new IllegalArgumentException(name + " must be 0 to " + MAX_PORT + ", but is " + text);
  }

  private static URI address(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Reported below.
    }
    throw new IllegalArgumentException("--s3 must be http://host:port, but is " + text);
  }
}
