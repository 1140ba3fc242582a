package dev.weft.objectstore.cdi;

import dev.weft.objectstore.StoreSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The object store that images and models lie in. */
@ConfigMapping(prefix = "weft.s3")
public interface StoreConfig {
  /** Address of the store: {@code http://host:port} or {@code https://host}, without a path. */
  @WithDefault("http://127.0.0.1:9000")
  URI endpoint();

  /** Access key (user name) that requests are signed with. */
  String accessKey();

  /** Secret key that requests are signed with. */
  String secretKey();

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

  /** The same as a value. */
  default StoreSettings settings() {
    return new StoreSettings(
        endpoint(), accessKey(), secretKey(), region(), connectTimeout(), readTimeout(), caFile());
  }
}
