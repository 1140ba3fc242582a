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
 * By what a secured cluster's parts know each other, in the folder of a local cluster.
 *
 * @param cluster the folder
 */
record ClusterSecrets(Path cluster) {

  /** Who vouches for the store and the services. */
  Path authority() {
    return cluster.resolve("secrets/tls/ca.crt");
  }

  Path operatorKey() {
    return cluster.resolve("secrets/operator-key");
  }

  /** The keys of the store by their variables. */
  Map<String, String> store() {
    return lines(cluster.resolve("keys.env"))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  /** The folder of a user's certificate for Kafka. */
  Path ofUser(String name) {
    return cluster.resolve("secrets/kafka").resolve(name);
  }

  /** Settings of a Kafka client that shows a certificate, as k8s gives them to services. */
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

  /** Whatever nobody may read in a log: passwords, keys, and lines of private keys. */
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
