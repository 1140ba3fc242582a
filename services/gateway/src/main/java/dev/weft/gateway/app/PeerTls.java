package dev.weft.gateway.app;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import javax.net.ssl.SSLContext;

/** The TLS configuration of requests to other replicas. */
final class PeerTls {

  private PeerTls() {}

  /**
   * The SSL context of a configuration.
   *
   * @throws IllegalStateException if there is no such configuration, or its files cannot be used
   */
  static SSLContext context(TlsConfigurationRegistry registry, String name) {
    TlsConfiguration configuration =
        registry
            .get(name)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "weft.gateway.replica-tls is "
                            + name
                            + ", but quarkus.tls."
                            + name
                            + " is not configured"));
    try {
      return configuration.createSSLContext();
    } catch (Exception e) {
      throw new IllegalStateException("quarkus.tls." + name + " cannot be used: " + e, e);
    }
  }
}
