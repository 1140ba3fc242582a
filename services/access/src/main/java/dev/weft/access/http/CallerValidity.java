package dev.weft.access.http;

import dev.weft.access.key.HashedKey;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * Whether the caller of a long-lived response, such as an event stream, is still authorized: a
 * request is authorized once, but keys are revoked, and keys and tokens expire.
 */
@Singleton
public class CallerValidity {

  /** Attribute in which {@link KeyAuthentication} stores the key that it has found. */
  static final String KEY = "weft.access.key";

  /** Attribute in which Quarkus stores a token's expiry, in seconds since 1970. */
  private static final String EXPIRES = "quarkus.identity.expire-time";

  private final Access access;
  private final InstantSource clock;

  @Inject
  CallerValidity(Access access) {
    this(access, InstantSource.system());
  }

  CallerValidity(Access access, InstantSource clock) {
    this.access = access;
    this.clock = clock;
  }

  /** The validity of a request's caller; cheap enough to be evaluated for each event. */
  public BooleanSupplier of(RoutingContext context) {
    return context.user() instanceof QuarkusHttpUser user
        ? of(user.getSecurityIdentity())
        : () -> true;
  }

  BooleanSupplier of(SecurityIdentity identity) {
    if (identity.getAttribute(KEY) instanceof HashedKey key) {
      return () -> access.holds(key);
    }
    if (identity.getAttribute(EXPIRES) instanceof Number seconds) {
      return () -> clock.instant().getEpochSecond() < seconds.longValue();
    }
    return () -> true;
  }
}
