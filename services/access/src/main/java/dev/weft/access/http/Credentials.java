package dev.weft.access.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Reads the key or token of a request, from its header or a browser's cookie. */
public final class Credentials {

  /** Name of the cookie that a signed-in browser sends. */
  public static final String COOKIE = "weft_session";

  private static final String SCHEME = "Bearer ";
  private static final String OF_COOKIE = "weft.access.of-cookie";
  private static final String SET_ASIDE = "weft.access.unknown-key";

  private Credentials() {}

  /** The header's credential, which takes precedence over the cookie's. */
  public static Optional<String> ofHeader(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return bearer ? Optional.of(header.substring(SCHEME.length()).strip()) : Optional.empty();
  }

  /** The cookie's credential. */
  static Optional<String> ofCookie(HttpServerRequest request) {
    Cookie cookie = request.getCookie(COOKIE);
    return cookie == null ? Optional.empty() : Optional.of(cookie.getValue());
  }

  /** Hides an unknown key from the token extension, which would take it for an invalid token. */
  static void setAside(RoutingContext context) {
    context.request().headers().remove(HttpHeaders.AUTHORIZATION);
    context.put(SET_ASIDE, true);
  }

  /** Whether the request carries an unknown key. */
  static boolean isSetAside(RoutingContext context) {
    return Boolean.TRUE.equals(context.get(SET_ASIDE));
  }

  /** Copies a cookie's token to the header in which the token extension expects it. */
  static void asHeader(RoutingContext context, String token) {
    context.request().headers().set(HttpHeaders.AUTHORIZATION, SCHEME + token);
    context.put(OF_COOKIE, true);
  }

  /** Whether the client itself sent the header, which no browser adds by itself. */
  static boolean hasOwnHeader(RoutingContext context) {
    return context.request().headers().contains(HttpHeaders.AUTHORIZATION)
        && !Boolean.TRUE.equals(context.get(OF_COOKIE));
  }
}
