package dev.weft.access.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Why a request is rejected before it reaches an endpoint: a problem of RFC 9457, or the error
 * object of the Open Inference Protocol.
 */
enum AccessRefusal {
  UNAUTHENTICATED("unauthenticated", 401, "Authentication is required"),
  FORBIDDEN("forbidden", 403, "The role does not allow this"),
  OTHER_ORIGIN("other-origin", 403, "Cross-origin requests are not allowed"),
  NO_SUCH_ENDPOINT("not-found", 404, "The resource does not exist"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The resource does not support this method"),
  OTHER_HOST("other-host", 421, "The request is for another host"),
  TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests");

  private final String slug;
  private final int status;
  private final String title;

  AccessRefusal(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  String slug() {
    return slug;
  }

  /** The problem with a detail. */
  Problem because(String detail) {
    return Problem.of(slug, title, status, detail);
  }

  /** Responds to a request without reading its body. */
  void answer(RoutingContext context, String detail) {
    answer(context, detail, Duration.ZERO);
  }

  /**
   * Responds to a request without reading its body.
   *
   * @param later value of {@code Retry-After}; zero to omit it
   */
  void answer(RoutingContext context, String detail, Duration later) {
    HttpServerResponse response = context.response().setStatusCode(status);
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (status == 401) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (!later.isZero()) {
      long seconds = Math.max(1, later.plusMillis(999).toSeconds());
      response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
    context.request().resume();
    Problem problem = because(detail).at(context.normalizedPath());
    response.putHeader(HttpHeaders.CONTENT_TYPE, problem.mediaType());
    response.end(new JsonObject(problem.body()).encode());
  }
}
