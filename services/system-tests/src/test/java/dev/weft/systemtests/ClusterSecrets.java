package dev.weft.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Certificates, keys and passwords of a secured local cluster.
 *
 * @param cluster folder of the cluster
 */
record ClusterSecrets(Path cluster) {

  /** Certificate of the authority that signs the certificates of the store and the services. */
  Path authority() {
    return cluster.resolve("secrets/tls/ca.crt");
  }

  Path operatorKey() {
    return cluster.resolve("secrets/operator-key");
  }

  /** Environment variables with the keys of the store. */
  Map<String, String> store() {
    return lines(cluster.resolve("keys.env"))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  /** Folder of a user's client certificate for Kafka. */
  Path ofUser(String name) {
    return cluster.resolve("secrets/kafka").resolve(name);
  }

  /** Settings of a Kafka client with a client certificate, as services get them in k8s. */
  static Map<String, Object> kafka(String bootstrapServers, Path authority, Path certificate) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("security.protocol", "SSL");
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", authority.resolve("ca.crt").toString());
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", certificate.resolve("user.p12").toString());
    settings.put("ssl.keystore.password", text(certificate.resolve("user.password")));
    return settings;
  }

  /** All secrets that no log may contain: passwords, keys, and lines of private keys. */
  Set<String> all() {
    Set<String> all = new TreeSet<>();
    all.add(store().get("WEFT_S3_SECRET_KEY"));
    try (Stream<Path> files = Files.walk(cluster.resolve("secrets"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".password") || name.endsWith("-key")) {
          all.add(text(file));
        } else if (name.endsWith(".key")) {
          lines(file).filter(line -> !line.startsWith("-")).forEach(all::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static Stream<String> lines(Path file) {
    return text(file).lines();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
