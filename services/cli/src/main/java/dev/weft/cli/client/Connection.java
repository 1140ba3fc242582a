package dev.weft.cli.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** How a server is spoken to: the key or token that each request carries, and whom TLS trusts. */
public final class Connection {

  /** Without a key, trusting whom Java trusts. */
  public static final Connection PLAIN = new Connection(Optional.empty(), Optional.empty());

  private final Optional<String> key;
  private final Optional<SSLContext> tls;

  /**
   * @param key a secret; sent to this server only, since redirects are not followed
   * @param tls whom TLS trusts; empty for Java's own list
   */
  public Connection(Optional<String> key, Optional<SSLContext> tls) {
    this.key = Objects.requireNonNull(key, "key");
    this.tls = Objects.requireNonNull(tls, "tls");
  }

  /** HTTP/1.1: the upgrade that the default offers makes a server keep a POST's body back. */
  HttpClient client(Duration connect) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(connect).version(HttpClient.Version.HTTP_1_1);
    tls.ifPresent(builder::sslContext);
    return builder.build();
  }

  HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    key.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    return request;
  }
}
