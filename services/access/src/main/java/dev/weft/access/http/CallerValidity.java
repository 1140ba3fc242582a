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
 * Whether who has opened something that goes on, such as an event stream, may still have it: a
 * request is let in once, but keys are revoked, and keys and tokens expire.
 */
@Singleton
public class CallerValidity {

  /** Where {@link KeyAuthentication} leaves the key that it has found. */
  static final String KEY = "weft.access.key";

  /** Where Quarkus leaves the end of a token, in seconds since 1970. */
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

  /** Of whoever sends the request of a context; cheap enough to be asked for each event. */
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
