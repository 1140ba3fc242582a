package dev.weft.gateway.http.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Maps the framework's own exceptions, which would otherwise use its own mapper, to problems. */
@Provider
public final class WebProblemMapper implements ExceptionMapper<WebApplicationException> {

  @Context UriInfo uri;

  @Override
  public Response toResponse(WebApplicationException failure) {
    int status = failure.getResponse().getStatus();
    return status < 400
        ? failure.getResponse()
        : ProblemAnswers.of(Problems.of(failure).orElseThrow(), uri.getPath());
  }
}
