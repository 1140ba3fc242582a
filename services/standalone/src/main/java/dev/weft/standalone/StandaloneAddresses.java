package dev.weft.standalone;

import dev.weft.embedded.Ports;
import dev.weft.objectstore.s3.StoreCredentials;
import dev.weft.objectstore.s3.StoreSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Addresses of all parts, chosen and checked before anything is started.
 *
 * @param host of the gateway in URLs: an IPv6 address is in brackets
 * @param httpPort of the gateway
 * @param kafka bootstrap servers
 * @param kafkaPort of the broker to start; -1 for an external one
 * @param s3 address of the store
 * @param s3Port of the store to start; -1 for an external one
 * @param credentials of the store
 * @param region of the bucket
 * @param storeAuthorities certificate authorities of the store; Java's default ones if empty
 * @param bucket the one bucket
 * @param isNewStore whether to initialize the store even if Kafka has records of an earlier one
 */
record StandaloneAddresses(
    String host,
    int httpPort,
    String kafka,
    int kafkaPort,
    URI s3,
    int s3Port,
    StoreCredentials credentials,
    String region,
    Optional<Path> storeAuthorities,
    String bucket,
    boolean isNewStore) {
  private static final int EXTERNAL = -1;

  /** Addresses that stand for every interface. */
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0");

  /**
   * @throws dev.weft.embedded.PortTakenException for the first port that is in use
   */
  static StandaloneAddresses choose(StandaloneOptions options, DataDirectory data) {
    int http = freePort("HTTP", options.host(), options.httpPort(), "--http-port");
    int kafka =
        options.kafka().isPresent()
            ? EXTERNAL
            : freePort("Kafka", Ports.LOOPBACK, options.kafkaPort(), "--kafka-port");
    int s3 =
        options.s3().isPresent()
            ? EXTERNAL
            : freePort("S3", Ports.LOOPBACK, options.s3Port(), "--s3-port");
    return new StandaloneAddresses(
        reachable(options.host()),
        http,
        options.kafka().orElse(Ports.LOOPBACK + ":" + kafka),
        kafka,
        options.s3().orElse(URI.create("http://" + Ports.LOOPBACK + ":" + s3)),
        s3,
        credentials(options, data),
        options.region(),
        options.storeAuthorities(),
        options.bucket(),
        options.isNewStore());
  }

  /** The gateway's address for clients on this machine. */
  URI http() {
    return URI.create("http://" + host + ":" + httpPort);
  }

  /**
   * The gateway's address once it listens; an https address if TLS is enabled.
   *
   * @param securePort TLS port; less than 1 for none
   */
  URI served(int securePort) {
    return securePort < 1 ? http() : URI.create("https://" + host + ":" + securePort);
  }

  boolean hasOwnBroker() {
    return kafkaPort != EXTERNAL;
  }

  boolean hasOwnStore() {
    return s3Port != EXTERNAL;
  }

  StoreSettings store() {
    return StoreSettings.of(s3, credentials).in(region).trusting(storeAuthorities);
  }

  /** The services' configuration, with the same keys that they read when they run separately. */
  Map<String, String> configuration(StandaloneOptions options, DataDirectory data) {
    Map<String, String> configuration = new LinkedHashMap<>();
    configuration.put("quarkus.http.host", options.host());
    configuration.put("quarkus.http.port", Integer.toString(httpPort));
    configuration.put("kafka.bootstrap.servers", kafka);
    configuration.put("weft.s3.endpoint", s3.toString());
    if (credentials instanceof StoreCredentials.Keys keys) {
      configuration.put("weft.s3.access-key", keys.accessKey());
      configuration.put("weft.s3.secret-key", keys.secretKey());
      keys.sessionToken().ifPresent(token -> configuration.put("weft.s3.session-token", token));
    }
    configuration.put("weft.s3.region", region);
    configuration.put("weft.s3.bucket", bucket);
    configuration.put("weft.gateway.views.state-dir", data.streams().toString());
    configuration.put("weft.gateway.explanations.model-cache", data.models().toString());
    configuration.put("weft.rollout.measure.state-dir", data.streams().toString());
    configuration.put("weft.classifier.model-cache", data.models().toString());
    configuration.put("weft.trainer.model-cache", data.models().toString());
    configuration.put("weft.trainer.work-dir", data.trainer().toString());
    if (options.accessKeys().isEmpty() && Files.exists(data.accessKeys())) {
      configuration.put("weft.access.keys-file", data.accessKeys().toString());
    }
    if (Files.exists(data.settings())) {
      configuration.put("smallrye.config.locations", data.settings().toUri().toString());
    }
    return configuration;
  }

  private static int freePort(String what, String host, int port, String option) {
    if (port == 0) {
      return Ports.free();
    }
    Ports.requireFree(what, host, port, option);
    return port;
  }

  /** The key pair of the embedded store, which has no other kind of credentials. */
  StoreCredentials.Keys keys() {
    return (StoreCredentials.Keys) credentials;
  }

  private static StoreCredentials credentials(StandaloneOptions options, DataDirectory data) {
    boolean isOwn = options.s3().isEmpty();
    if (options.credentials().isPresent()) {
      StoreCredentials given = options.credentials().get();
      if (isOwn && !(given instanceof StoreCredentials.Keys)) {
        throw new IllegalArgumentException(
            "the embedded store supports only keys, not %s: specify another store with --s3, or omit weft.s3.credentials"
                .formatted(given));
      }
      return given;
    }
    if (!isOwn) {
      throw new IllegalArgumentException(
          "an external store requires credentials: set WEFT_S3_ACCESS_KEY and WEFT_S3_SECRET_KEY,"
              + " or WEFT_S3_CREDENTIALS");
    }
    LocalStoreKeys own = LocalStoreKeys.in(data.root());
    return new StoreCredentials.Keys(own.accessKey(), own.secretKey(), Optional.empty());
  }

  private static String reachable(String host) {
    if (WILDCARDS.contains(host)) {
      return Ports.LOOPBACK;
    }
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
