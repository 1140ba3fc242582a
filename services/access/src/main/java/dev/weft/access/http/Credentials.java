package dev.weft.access.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Where a request carries its key or token: the header, or a browser's cookie. */
public final class Credentials {

  /** What a browser that has signed in sends. */
  public static final String COOKIE = "weft_session";

  private static final String SCHEME = "Bearer ";
  private static final String OF_COOKIE = "weft.access.of-cookie";
  private static final String SET_ASIDE = "weft.access.unknown-key";

  private Credentials() {}

  /** The header's; it counts where there are both. */
  public static Optional<String> ofHeader(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return bearer ? Optional.of(header.substring(SCHEME.length()).strip()) : Optional.empty();
  }

  /** The cookie's. */
  static Optional<String> ofCookie(HttpServerRequest request) {
    Cookie cookie = request.getCookie(COOKIE);
    return cookie == null ? Optional.empty() : Optional.of(cookie.getValue());
  }

  /** Keeps a key that nobody has from those who would take it for a broken token. */
  static void setAside(RoutingContext context) {
    context.request().headers().remove(HttpHeaders.AUTHORIZATION);
    context.put(SET_ASIDE, true);
  }

  /** Whether a request carries something that is nobody's. */
  static boolean isSetAside(RoutingContext context) {
    return Boolean.TRUE.equals(context.get(SET_ASIDE));
  }

  /** Puts a cookie's token where whoever checks tokens looks for it. */
  static void asHeader(RoutingContext context, String token) {
    context.request().headers().set(HttpHeaders.AUTHORIZATION, SCHEME + token);
    context.put(OF_COOKIE, true);
  }

  /** Whether the request itself came with a header, which no browser adds unasked. */
  static boolean hasOwnHeader(RoutingContext context) {
    return context.request().headers().contains(HttpHeaders.AUTHORIZATION)
        && !Boolean.TRUE.equals(context.get(OF_COOKIE));
  }
}
