package dev.weft.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * An error for people and machines, as of RFC 9457.
 *
 * @param type what kind, a URI
 * @param title the kind in words
 * @param status of HTTP
 * @param detail what was wrong this time, and what to do
 * @param instance the path that was asked for; null within a list of outcomes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String instance) {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final String SOON = "2";

  Response toResponse(String path) {
    Response.ResponseBuilder response =
        Response.status(status)
            .type(MEDIA_TYPE)
            .entity(new Problem(type, title, status, detail, path));
    return status == 503
        ? response.header(HttpHeaders.RETRY_AFTER, SOON).build()
        : response.build();
  }
}
