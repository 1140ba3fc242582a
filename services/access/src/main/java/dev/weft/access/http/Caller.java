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
 * The caller of a request.
 *
 * @param name of the key or in the token, which may be any text; {@link #NOBODY} if there is
 *     neither
 * @param roles the caller's roles that Weft defines, without those that they include
 * @param address where the request comes from, or comes from according to a trusted proxy
 * @param isKnown whether the caller has a valid key or token
 */
public record Caller(String name, List<Role> roles, String address, boolean isKnown) {

  static final String NOBODY = "anonymous";

  public Caller {
    roles = List.copyOf(roles);
  }

  /** The authenticated caller of a request. */
  public static Caller of(RoutingContext context) {
    SocketAddress from = context.request().remoteAddress();
    String address = from == null ? "unknown" : from.host();
    if (context.user() instanceof QuarkusHttpUser user) {
      SecurityIdentity identity = user.getSecurityIdentity();
      if (!identity.isAnonymous()) {
        String name = identity.getPrincipal().getName();
        return new Caller(name, ours(identity.getRoles()), address, true);
      }
    }
    return new Caller(NOBODY, List.of(), address, false);
  }

  /** Selects the roles that Weft defines; other names are ignored. */
  static List<Role> ours(Collection<String> codes) {
    EnumSet<Role> known = EnumSet.noneOf(Role.class);
    codes.forEach(code -> Role.of(code).ifPresent(known::add));
    return known.stream()
        .filter(role -> known.stream().noneMatch(other -> other != role && other.includes(role)))
        .toList();
  }

  /** Whether one of the caller's roles is or includes another. */
  public boolean can(Role role) {
    return roles.stream().anyMatch(each -> each.includes(role));
  }

  boolean may(Rule rule) {
    return rule.role().map(this::can).orElse(true);
  }

  /** The caller's role names, joined; empty if it has none. */
  public Optional<String> roleNames() {
    return roles.isEmpty()
        ? Optional.empty()
        : Optional.of(roles.stream().map(Role::code).collect(Collectors.joining("+")));
  }
}
