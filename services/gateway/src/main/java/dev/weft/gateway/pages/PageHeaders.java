package dev.weft.gateway.pages;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;

/**
 * Adds the headers of the static pages. Other responses of the gateway, such as uploaded images,
 * have their own.
 */
@Singleton
final class PageHeaders {

  private static final int BEFORE_ALL_ELSE = 100;

  /** Revalidated at each request, mostly with status 304. */
  private static final String REVALIDATE = "no-cache";

  /** Libraries change with releases only. */
  private static final String A_DAY = "public, max-age=86400";

  private final PageFiles files = new PageFiles(Thread.currentThread().getContextClassLoader());
  private final String policy = ContentPolicy.of(files.index());

  void register(@Observes Filters filters) {
    filters.register(this::handle, BEFORE_ALL_ELSE);
  }

  private void handle(RoutingContext context) {
    String path = context.normalizedPath();
    boolean read =
        context.request().method() == HttpMethod.GET
            || context.request().method() == HttpMethod.HEAD;
    if (!read || !PageFiles.holds(path)) {
      context.next();
      return;
    }
    MultiMap headers = context.response().headers();
    headers
        .set("Content-Security-Policy", policy)
        .set("X-Content-Type-Options", "nosniff")
        .set("Referrer-Policy", "no-referrer")
        .set("Cross-Origin-Opener-Policy", "same-origin")
        .set(HttpHeaders.CACHE_CONTROL, REVALIDATE);
    String tag = files.tag(path).orElse(null);
    if (tag == null) {
      context.next();
      return;
    }
    headers.set(HttpHeaders.ETAG, tag);
    if (path.startsWith("/lib/")) {
      headers.set(HttpHeaders.CACHE_CONTROL, A_DAY);
    }
    String known = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
    if (known != null && matches(known, tag)) {
      context.response().setStatusCode(304).end();
      return;
    }
    if (known != null) {
      // Replicas unpack the same files at different times, so that only the tag is reliable.
      context.request().headers().remove(HttpHeaders.IF_MODIFIED_SINCE);
    }
    context.next();
  }

  private static boolean matches(String known, String tag) {
    return Arrays.stream(known.split(","))
        .map(String::strip)
        .map(each -> each.startsWith("W/") ? each.substring(2) : each)
        .anyMatch(each -> each.equals(tag) || each.equals("*"));
  }
}
