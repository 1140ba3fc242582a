package dev.weft.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * A client of a Weft gateway's HTTP interface. Thread-safe; one serves a whole program.
 *
 * <p>Busy answers (429, 502, 503, 504) and lost connections are tried again as the {@link
 * RetryPolicy} says, what changes something with the same {@code Idempotency-Key}: no upload
 * becomes two images, and no order is carried out twice. After that, and for what the server
 * refuses, each call throws a {@link WeftException}.
 */
public final class WeftClient {
  private final Transport transport;

  private WeftClient(Transport transport) {
    this.transport = transport;
  }

  /** A client without a key, for the server of {@code weft up} on this machine, if not changed. */
  public static Builder builder() {
    return new Builder();
  }

  /** The same client, which tries once, and for so long. */
  public WeftClient oneTry(Duration timeout) {
    return new WeftClient(
        new Transport(
            transport.server(), transport.http(), transport.key(), RetryPolicy.NONE, timeout));
  }

  /** The server's address, with a slash at its end. */
  public URI server() {
    return transport.server();
  }

  /** Where something of the server's lies, such as a link of an answer, for others to fetch. */
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

  /** What a client is made of. Not thread-safe. */
  public static final class Builder {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private URI address = URI.create("http://127.0.0.1:8080");
    private String apiKey;
    private SSLContext tls;
    private RetryPolicy retry = RetryPolicy.DEFAULT;
    private Duration timeout = Duration.ofSeconds(60);

    private Builder() {}

    /** The gateway, such as {@code https://weft.example.com}. */
    public Builder address(String server) {
      return address(URI.create(server));
    }

    /** The gateway. */
    public Builder address(URI server) {
      String scheme = server.getScheme();
      if (server.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
        throw new IllegalArgumentException(
            "the address must be an http or https URL, but is " + server);
      }
      address = server;
      return this;
    }

    /** An API key or token, which each request carries; null for none. */
    public Builder apiKey(String secret) {
      apiKey = secret;
      return this;
    }

    /**
     * Also trusts a server whom one of these certificates vouches for.
     *
     * @param certificates in PEM, such as a company's root certificate
     * @throws IOException if they cannot be read
     */
    public Builder trust(Path certificates) throws IOException {
      try {
        return trust(TrustedCertificates.read(certificates));
      } catch (GeneralSecurityException e) {
        throw new IOException("the certificates in " + certificates + " cannot be used", e);
      }
    }

    /** Whom TLS trusts, and what it shows of itself; null for Java's own list. */
    public Builder trust(SSLContext context) {
      tls = context;
      return this;
    }

    public Builder retry(RetryPolicy policy) {
      retry = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /** How long one try may take; a minute if not said. */
    public Builder timeout(Duration ofOneTry) {
      timeout = Objects.requireNonNull(ofOneTry, "ofOneTry");
      return this;
    }

    /** The client; nothing is sent yet. */
    public WeftClient build() {
      // HTTP/1.1: the upgrade that the default offers makes a server keep a POST's body back.
      HttpClient.Builder http =
          HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
      if (tls != null) {
        http.sslContext(tls);
      }
      String text = address.toString();
      URI server = text.endsWith("/") ? address : URI.create(text + "/");
      return new WeftClient(new Transport(server, http.build(), apiKey, retry, timeout));
    }
  }
}
