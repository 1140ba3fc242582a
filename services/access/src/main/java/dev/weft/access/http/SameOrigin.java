package dev.weft.access.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;

/**
 * Protects against cross-site requests: whether a request that changes something may have been sent
 * by another site through a browser that adds its cookie, or that alone reaches a loopback address.
 * Browsers send the page's origin; other clients send none, and have no cookie to be misused.
 */
final class SameOrigin {

  private static final String SITE = "Sec-Fetch-Site";

  private SameOrigin() {}

  static boolean isKept(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (Credentials.hasOwnHeader(context)
        || context.response().headers().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
      // A page of another origin may send that header only if CORS allows it.
      return true;
    }
    String site = request.getHeader(SITE);
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    // The Host header, or :authority of HTTP/2.
    return origin == null || isOf(origin, String.valueOf(request.authority()));
  }

  private static boolean isOf(String origin, String host) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
