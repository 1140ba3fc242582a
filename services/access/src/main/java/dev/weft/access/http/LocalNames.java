package dev.weft.access.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Host names by which a server that requires no authentication may be addressed. Protects against
 * DNS rebinding: a page whose own host name is made to resolve to this machine is of the same
 * origin as the server for its browser, and only that host name gives it away.
 */
final class LocalNames {

  private static final Pattern IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");
  private static final Set<String> IPV6 = Set.of("::1", "0:0:0:0:0:0:0:1");

  private final Set<String> others;

  /**
   * @param others names to allow in addition to this machine's own; case-insensitive
   */
  LocalNames(Set<String> others) {
    this.others = others.stream().map(LocalNames::plain).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a request is addressed to an allowed name, or has no host, which no browser omits. */
  boolean include(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    return authority == null
        ? request.getHeader(HttpHeaders.HOST) == null
        : include(authority.host());
  }

  /**
   * @param host without a port
   */
  boolean include(String host) {
    String name = plain(host);
    // Never resolves the name: the attacker who makes it mean this machine also controls the
    // answer.
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || IPV4.matcher(name).matches()
        || IPV6.contains(name)
        || others.contains(name);
  }

  private static String plain(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    boolean literal = name.startsWith("[") && name.endsWith("]");
    return literal ? name.substring(1, name.length() - 1) : name.replaceAll("\\.$", "");
  }
}
