package dev.weft.access.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Who may come in over HTTP. Needed where others than this machine's own can reach a service. */
@ConfigMapping(prefix = "weft.access")
public interface AccessConfig {

  /**
   * File of API keys' hashes, which {@code weft key create} writes. Where it is set, requests need
   * a key or a token.
   */
  Optional<Path> keysFile();

  /**
   * File with the API key, of the role {@code replica}, by which this gateway asks others for what
   * they hold.
   */
  Optional<Path> replicaKeyFile();

  /** Time between two looks at these files: a key counts, or no longer does, at most so late. */
  @WithDefault("5S")
  Duration reread();

  /**
   * Names, without a port, by which a server that asks nobody for a key may be addressed beside
   * {@code localhost} and loopback addresses; such as that of a proxy on the same machine.
   */
  Optional<Set<String>> allowedHosts();

  /** Who may read {@code /q/metrics}. */
  @WithDefault("monitor")
  Metrics metrics();

  /** Tokens of an OpenID Connect provider, beside keys. */
  Oidc oidc();

  /** How often somebody may ask. */
  Rate rate();

  /** Who may read metrics. */
  enum Metrics {
    /** The role {@code monitor} and those that include it. */
    MONITOR,
    /** Anybody who reaches the port. */
    ANYONE
  }

  /** Tokens of an OpenID Connect provider, beside keys. */
  interface Oidc {

    /** Whether tokens are taken. Where they are, requests need a token or a key. */
    @WithDefault("false")
    boolean enabled();

    /** The provider, below which {@code /.well-known/openid-configuration} lies. */
    Optional<URI> issuer();

    /** Path of the claim that lists the caller's roles, with {@code /} between its parts. */
    @WithDefault("roles")
    String rolesClaim();

    /**
     * Who tokens must be for, as their claim {@code aud} says. Without it a service does not start,
     * unless {@code weft.access.oidc.any-audience} is set.
     */
    Optional<String> audience();

    /**
     * Whether tokens for anybody are taken: every program that the provider gives tokens to can
     * then send those of its users here.
     */
    @WithDefault("false")
    boolean anyAudience();
  }

  /** How often somebody may ask; beyond it the answer is a 429 that says when to come back. */
  interface Rate {

    /** Requests a second of one key or token, or of one address where none is needed; 0 for any. */
    @WithDefault("0")
    double perSecond();

    /** Most of them at once. */
    @WithDefault("200")
    int burst();

    /** Requests a second of one address that carry nothing, or a key that is none; 0 for any. */
    @WithDefault("10")
    double refusedPerSecond();

    /** Most of them at once. */
    @WithDefault("100")
    int refusedBurst();
  }
}
