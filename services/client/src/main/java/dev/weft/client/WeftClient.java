package dev.weft.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A client of a Weft gateway's HTTP interface. Thread-safe; share one instance.
 *
 * <p>Responses of a busy server (429, 502, 503, 504) and lost connections are retried according to
 * the {@link RetryPolicy}. Retried changes carry the same {@code Idempotency-Key}, so that no
 * upload becomes two images and no order is carried out twice. When the retries are used up, or the
 * server refuses a request, the call throws a {@link WeftException}.
 */
public final class WeftClient {
  private final Transport transport;

  private WeftClient(Transport transport) {
    this.transport = transport;
  }

  /** Returns a builder without a key and with the address of a local {@code weft up}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a client with the same settings that tries each call once, with this timeout. */
  public WeftClient oneTry(Duration timeout) {
    return new WeftClient(
        new Transport(
            transport.server(), transport.http(), transport.key(), RetryPolicy.NONE, timeout));
  }

  /** Returns the server's address with a trailing slash. */
  public URI server() {
    return transport.server();
  }

  /** Resolves a link of a response against the server's address, for other HTTP clients. */
  public URI address(String link) {
    return transport.server().resolve(link);
  }

  public ImageClient images() {
    return new ImageClient(transport);
  }

  public PredictionClient predictions() {
    return new PredictionClient(transport);
  }

  public LabelClient labels() {
    return new LabelClient(transport);
  }

  public DatasetClient datasets() {
    return new DatasetClient(transport);
  }

  public TrainingClient trainings() {
    return new TrainingClient(transport);
  }

  public RolloutClient rollouts() {
    return new RolloutClient(transport);
  }

  public ModelClient models() {
    return new ModelClient(transport);
  }

  public SystemClient system() {
    return new SystemClient(transport);
  }

  /** Builds a client. Not thread-safe. */
  public static final class Builder {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private URI address = URI.create("http://127.0.0.1:8080");
    private String apiKey;
    private SSLContext tls;
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private Duration timeout = Duration.ofSeconds(60);

    private Builder() {}

    /** Sets the gateway's address, such as {@code https://weft.example.com}. */
    public Builder address(String server) {
      return address(URI.create(server));
    }

    /** Sets the gateway's address. */
    public Builder address(URI server) {
      String scheme = server.getScheme();
      if (server.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
        throw new IllegalArgumentException(
            "the server's address must be an http or https URL, but is " + server);
      }
      address = server;
      return this;
    }

    /** Sets the API key or token that each request carries; null for none. */
    public Builder apiKey(String secret) {
      apiKey = secret;
      return this;
    }

    /**
     * Trusts these certificates in addition to Java's default ones.
     *
     * @param certificates a PEM file, such as a company's root certificate
     * @throws IOException if the certificates cannot be read
     */
    public Builder trust(Path certificates) throws IOException {
      try {
        return trust(TrustedCertificates.read(certificates));
      } catch (GeneralSecurityException e) {
        throw new IOException("cannot use the certificates in " + certificates, e);
      }
    }

    /**
     * Sets the SSL context, which decides which servers are trusted and holds the client's own
     * certificate; null for Java's default.
     */
    public Builder trust(SSLContext context) {
      tls = context;
      return this;
    }

    public Builder retry(RetryPolicy policy) {
      retry = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /** Sets the timeout of one try; a minute by default. */
    public Builder timeout(Duration ofOneTry) {
      timeout = Objects.requireNonNull(ofOneTry, "ofOneTry");
      return this;
    }

    /** Builds the client, without sending a request. */
    public WeftClient build() {
      // HTTP/1.1: with the HTTP/2 upgrade that is the default, a server may withhold a POST's body.
      HttpClient.Builder http =
          HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
      if (tls != null) {
        http.sslContext(tls);
      } else if ("http".equalsIgnoreCase(address.getScheme())) {
        http.sslContext(NoTls.context()).sslParameters(new SSLParameters());
      }
      String text = address.toString();
      URI server = text.endsWith("/") ? address : URI.create(text + "/");
      return new WeftClient(new Transport(server, http.build(), apiKey, retry, timeout));
    }
  }
}
