package dev.weft.access.http;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Prevents a service from starting if it is reachable from other machines and requires no
 * authentication.
 */
@Singleton
final class StartupSecurityCheck {

  private static final Logger LOG = Logger.getLogger(StartupSecurityCheck.class);

  /** Runs before topics are created and before the broker is awaited. */
  private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE - 300;

  private final Access access;
  private final AccessConfig config;
  private final String host;

  @Inject
  StartupSecurityCheck(
      Access access, AccessConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
    this.access = access;
    this.config = config;
    this.host = host;
  }

  void check(@Observes @Priority(FIRST) StartupEvent event) {
    problem(config.oidc())
        .ifPresent(
            problem -> {
              throw new IllegalStateException(problem);
            });
    if (!access.isRequired() && !isLoopback(host)) {
      throw new IllegalStateException(
          "listening on "
              + host
              + ", which is reachable from other machines, requires authentication: create a key"
              + " with `weft key create --role operator --file FILE` and set weft.access.keys-file"
              + " (WEFT_ACCESS_KEYS_FILE) to that file, or set weft.access.oidc.enabled and"
              + " weft.access.oidc.issuer, or listen on 127.0.0.1 only (quarkus.http.host)");
    }
    if (access.isRequired() && !access.isUsable()) {
      LOG.warn("weft.access.keys-file contains no keys: all requests are rejected until it does");
    }
  }

  /** Why tokens cannot be accepted as configured; empty if they can, or are disabled. */
  static Optional<String> problem(AccessConfig.Oidc oidc) {
    if (!oidc.enabled()) {
      return Optional.empty();
    }
    if (oidc.issuer().isEmpty()) {
      return Optional.of(
          "weft.access.oidc.enabled is set, but weft.access.oidc.issuer is not: set it to the"
              + " issuer whose tokens are accepted");
    }
    boolean named = oidc.audience().filter(audience -> !audience.isBlank()).isPresent();
    if (!named && !oidc.anyAudience()) {
      return Optional.of(
          "weft.access.oidc.enabled is set, but weft.access.oidc.audience is not: tokens that %s issues"
                  .formatted(oidc.issuer().get())
              + " to other programs would be accepted. Set it to the claim aud of tokens for Weft,"
              + " or set weft.access.oidc.any-audience to true to accept the tokens of all"
              + " programs");
    }
    if (named && oidc.anyAudience()) {
      return Optional.of(
          "weft.access.oidc.audience is %s and weft.access.oidc.any-audience is true: set one of them"
              .formatted(oidc.audience().get()));
    }
    return Optional.empty();
  }

  static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
