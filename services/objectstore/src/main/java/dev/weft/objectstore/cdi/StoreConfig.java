package dev.weft.objectstore.cdi;

import dev.weft.objectstore.s3.StoreCredentials;
import dev.weft.objectstore.s3.StoreSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The object store of images and models. */
@ConfigMapping(prefix = "weft.s3")
public interface StoreConfig {
  /** Address of the store: {@code http://host:port} or {@code https://host}, without a path. */
  @WithDefault("http://127.0.0.1:9000")
  URI endpoint();

  /**
   * Source of the keys that requests are signed with. {@code keys}: given below. {@code file}: a
   * credentials file in the format of Amazon's command line. {@code role}: provided by the platform
   * to a web identity, a container or a machine, according to the variables {@code AWS_...}.
   */
  @WithDefault("keys")
  StoreCredentials.Source credentials();

  /** Access key (user name) that requests are signed with; required for {@code keys}. */
  Optional<String> accessKey();

  /** Secret key that requests are signed with; required for {@code keys}. */
  Optional<String> secretKey();

  /** Session token of temporary keys. Such keys are not renewed. */
  Optional<String> sessionToken();

  /** The credentials file, for {@code file}. It is reloaded when it changes. */
  Optional<Path> credentialsFile();

  /** Section of the credentials file. */
  @WithDefault("default")
  String credentialsProfile();

  /** Service (STS) that issues keys for a web identity; Amazon's of {@code AWS_REGION} if unset. */
  Optional<URI> tokenService();

  /** Region of the bucket; stores other than Amazon's accept any. */
  @WithDefault("us-east-1")
  String region();

  /** The bucket for images, labels, trainings and models. */
  @WithDefault("weft")
  String bucket();

  /** Timeout for establishing a connection. */
  @WithDefault("2s")
  Duration connectTimeout();

  /** Timeout of each read and write on a connection. */
  @WithDefault("10s")
  Duration readTimeout();

  /**
   * PEM file with the certificate authorities of a store at {@code https://}, such as a company's
   * own; Java's default ones if unset.
   */
  Optional<Path> caFile();

  /**
   * Converts the configuration to a value.
   *
   * @throws IllegalArgumentException if the keys, or other settings that their source requires, are
   *     not set
   */
  default StoreSettings settings() {
    Map<String, Optional<?>> set =
        Map.of(
            "credentials", Optional.of(credentials().name()),
            "access-key", accessKey(),
            "secret-key", secretKey(),
            "session-token", sessionToken(),
            "credentials-file", credentialsFile(),
            "credentials-profile", Optional.of(credentialsProfile()),
            "token-service", tokenService());
    StoreCredentials given =
        StoreCredentials.of(name -> set.get(name).map(Object::toString).orElse(null))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the object store's keys are not set: set weft.s3.access-key and weft.s3.secret-key, or weft.s3.credentials"));
    return new StoreSettings(
        endpoint(), given, region(), connectTimeout(), readTimeout(), caFile());
  }
}
