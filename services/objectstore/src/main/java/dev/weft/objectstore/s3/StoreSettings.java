package dev.weft.objectstore.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Connection settings of a store.
 *
 * @param endpoint {@code http://host:port} or {@code https://host}, without a path
 * @param credentials the credentials of requests
 * @param region the region of the buckets; most stores other than Amazon's accept any
 * @param connectTimeout timeout for establishing a connection
 * @param readTimeout timeout of each read and write, not of a whole object
 * @param authorities PEM file with the certificate authorities of an {@code https} store; Java's
 *     default ones if empty
 */
public record StoreSettings(
    URI endpoint,
    StoreCredentials credentials,
    String region,
    Duration connectTimeout,
    Duration readTimeout,
    Optional<Path> authorities) {
  /** The region of stores that have no regions. */
  public static final String REGION = "us-east-1";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

  public StoreSettings {
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(region, "region");
    boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!http || endpoint.getHost() == null || endpoint.getPath().length() > 1) {
      throw new IllegalArgumentException(
          "the store's address must be http://host:port or https://host:port, but is " + endpoint);
    }
    positive("connectTimeout", connectTimeout);
    positive("readTimeout", readTimeout);
  }

  /** Settings with the default region and timeouts. */
  public static StoreSettings of(URI endpoint, String accessKey, String secretKey) {
    return of(endpoint, new StoreCredentials.Keys(accessKey, secretKey, Optional.empty()));
  }

  /** Settings with the default region and timeouts. */
  public static StoreSettings of(URI endpoint, StoreCredentials credentials) {
    return new StoreSettings(
        endpoint, credentials, REGION, CONNECT_TIMEOUT, READ_TIMEOUT, Optional.empty());
  }

  /** Returns the settings with other certificate authorities. */
  public StoreSettings trusting(Optional<Path> pem) {
    return new StoreSettings(endpoint, credentials, region, connectTimeout, readTimeout, pem);
  }

  /** Returns the settings with another region. */
  public StoreSettings in(String other) {
    return new StoreSettings(
        endpoint, credentials, other, connectTimeout, readTimeout, authorities);
  }

  @Override
  public String toString() {
    return endpoint + " with " + credentials;
  }

  private static void positive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, but is " + duration);
    }
  }
}
