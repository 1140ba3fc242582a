package dev.weft.access.http;

import dev.weft.access.Role;
import dev.weft.access.rule.Rule;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who sends a request.
 *
 * @param name of the key or in the token; {@link #NOBODY} if there is neither
 * @param roles those of ours that the caller has, without those that they include
 * @param address where the request comes from, or a trusted proxy says that it does
 */
public record Caller(String name, List<Role> roles, String address) {

  static final String NOBODY = "anonymous";

  public Caller {
    roles = List.copyOf(roles);
  }

  /** Who sends the request of a context, once it was looked at. */
  public static Caller of(RoutingContext context) {
    SocketAddress from = context.request().remoteAddress();
    String address = from == null ? "unknown" : from.host();
    if (context.user() instanceof QuarkusHttpUser user) {
      SecurityIdentity identity = user.getSecurityIdentity();
      if (!identity.isAnonymous()) {
        return new Caller(identity.getPrincipal().getName(), ours(identity.getRoles()), address);
      }
    }
    return new Caller(NOBODY, List.of(), address);
  }

  /** Names that are no role of ours are passed over. */
  static List<Role> ours(Collection<String> codes) {
    EnumSet<Role> known = EnumSet.noneOf(Role.class);
    codes.forEach(code -> Role.of(code).ifPresent(known::add));
    return known.stream()
        .filter(role -> known.stream().noneMatch(other -> other != role && other.includes(role)))
        .toList();
  }

  /** Whether it has a key or a token that holds. */
  public boolean isKnown() {
    return !name.equals(NOBODY);
  }

  /** Whether one of its roles is or includes another. */
  public boolean can(Role role) {
    return roles.stream().anyMatch(each -> each.includes(role));
  }

  boolean may(Rule rule) {
    return rule.role().map(this::can).orElse(true);
  }

  /** Its roles as they are written; empty if it has none. */
  public Optional<String> said() {
    return roles.isEmpty()
        ? Optional.empty()
        : Optional.of(roles.stream().map(Role::code).collect(Collectors.joining("+")));
  }
}
