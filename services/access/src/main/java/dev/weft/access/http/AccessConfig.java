package dev.weft.access.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Access control of the HTTP interface. Required if a service listens on an address that other
 * machines can reach.
 */
@ConfigMapping(prefix = "weft.access")
public interface AccessConfig {

  /**
   * File with the hashes of API keys, written by {@code weft key create}. If set, requests need a
   * key or a token.
   */
  Optional<Path> keysFile();

  /**
   * File with the API key, of the role {@code replica}, by which this gateway authenticates to
   * other gateways when it requests the data that they hold.
   */
  Optional<Path> replicaKeyFile();

  /**
   * Interval at which these files are reread, and so the longest delay until a change of keys takes
   * effect.
   */
  @WithDefault("5S")
  Duration reread();

  /**
   * Host names, without a port, that requests may be addressed to in addition to {@code localhost}
   * and loopback addresses while the server requires no key; such as the name of a proxy on the
   * same machine.
   */
  Optional<Set<String>> allowedHosts();

  /** Who may read {@code /q/metrics}. */
  @WithDefault("monitor")
  Metrics metrics();

  /** Tokens of an OpenID Connect provider, in addition to keys. */
  Oidc oidc();

  /** Rate limits. */
  Rate rate();

  /** Who may read metrics. */
  enum Metrics {
    /** Callers with the role {@code monitor} or one that includes it. */
    MONITOR,
    /** Everyone who can reach the port. */
    ANYONE
  }

  /** Tokens of an OpenID Connect provider, in addition to keys. */
  interface Oidc {

    /** Whether tokens are accepted. If so, requests need a token or a key. */
    @WithDefault("false")
    boolean enabled();

    /**
     * The provider's issuer URL, under which {@code /.well-known/openid-configuration} is found.
     */
    Optional<URI> issuer();

    /** Path of the claim that lists the caller's roles, with {@code /} as separator. */
    @WithDefault("roles")
    String rolesClaim();

    /**
     * Required audience of tokens, their claim {@code aud}. Without it a service does not start,
     * unless {@code weft.access.oidc.any-audience} is set.
     */
    Optional<String> audience();

    /**
     * Whether tokens with any audience are accepted. Every application that the provider issues
     * tokens to can then use its users' tokens here.
     */
    @WithDefault("false")
    boolean anyAudience();
  }

  /** Rate limits; requests beyond them get status 429 with {@code Retry-After}. */
  interface Rate {

    /**
     * Requests per second of one key or token, or of one address if none is required; 0 for no
     * limit.
     */
    @WithDefault("0")
    double perSecond();

    /** Largest burst of such requests. */
    @WithDefault("200")
    int burst();

    /** Requests per second of one address without a key or with an invalid one; 0 for no limit. */
    @WithDefault("10")
    double refusedPerSecond();

    /** Largest burst of such requests. */
    @WithDefault("100")
    int refusedBurst();
  }
}
