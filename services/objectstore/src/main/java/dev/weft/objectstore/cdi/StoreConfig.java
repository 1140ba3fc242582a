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

/** The object store that images and models lie in. */
@ConfigMapping(prefix = "weft.s3")
public interface StoreConfig {
  /** Address of the store: {@code http://host:port} or {@code https://host}, without a path. */
  @WithDefault("http://127.0.0.1:9000")
  URI endpoint();

  /**
   * Where the keys come from that requests are signed with. {@code keys}: they are given below.
   * {@code file}: a credentials file as Amazon's command line has it. {@code role}: the platform
   * lends them to a web identity, a container or a machine, as the variables {@code AWS_...} say.
   */
  @WithDefault("keys")
  StoreCredentials.Source credentials();

  /** Access key (user name) that requests are signed with; needed for {@code keys}. */
  Optional<String> accessKey();

  /** Secret key that requests are signed with; needed for {@code keys}. */
  Optional<String> secretKey();

  /** Session token of keys that end. Such keys are not renewed. */
  Optional<String> sessionToken();

  /** The credentials file, for {@code file}. It is read again when it changes. */
  Optional<Path> credentialsFile();

  /** Section of the credentials file. */
  @WithDefault("default")
  String credentialsProfile();

  /** Service (STS) that gives keys for a web identity; Amazon's of {@code AWS_REGION} if unset. */
  Optional<URI> tokenService();

  /** Region of the bucket; stores other than Amazon's take any. */
  @WithDefault("us-east-1")
  String region();

  /** The one bucket for uploads, photographs and models. */
  @WithDefault("weft")
  String bucket();

  /** How long a connection may take to be made. */
  @WithDefault("2s")
  Duration connectTimeout();

  /** How long each read or write of a connection may take to get further. */
  @WithDefault("10s")
  Duration readTimeout();

  /**
   * PEM file of the authorities that vouch for a store at {@code https://}, such as a company's
   * own; those that Java knows if unset.
   */
  Optional<Path> caFile();

  /**
   * The same as a value.
   *
   * @throws IllegalArgumentException if the keys are not set, or what else their source needs
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
