package dev.weft.access.http;

import dev.weft.access.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Who sends a request.
 *
 * @param name of the key or in the token; {@link #NOBODY} if there is neither
 * @param role the widest; empty if none of ours
 * @param address where the request comes from, or a trusted proxy says that it does
 */
public record Caller(String name, Optional<Role> role, String address) {

  static final String NOBODY = "anonymous";

  /** Who sends the request of a context, once it was looked at. */
  public static Caller of(RoutingContext context) {
    SocketAddress from = context.request().remoteAddress();
    String address = from == null ? "unknown" : from.host();
    if (context.user() instanceof QuarkusHttpUser user) {
      SecurityIdentity identity = user.getSecurityIdentity();
      if (!identity.isAnonymous()) {
        return new Caller(
            identity.getPrincipal().getName(), Access.widest(identity.getRoles()), address);
      }
    }
    return new Caller(NOBODY, Optional.empty(), address);
  }

  /** Whether it has a key or a token that holds. */
  public boolean isKnown() {
    return !name.equals(NOBODY);
  }
}
