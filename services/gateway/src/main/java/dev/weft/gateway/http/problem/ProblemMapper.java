package dev.weft.gateway.http.problem;

import dev.weft.access.http.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/** Maps every failure of a request to a problem; only internal errors are logged. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  @Context UriInfo uri;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof WebApplicationException http && http.getResponse().getStatus() < 400) {
      return http.getResponse();
    }
    Problem problem = Problems.of(failure).orElseGet(() -> fault(failure));
    return ProblemAnswers.of(problem, uri.getPath());
  }

  private Problem fault(Throwable failure) {
    LOG.errorf(failure, "request for %s failed", uri.getPath());
    return ProblemKind.INTERNAL.because("See the log of the gateway.");
  }
}
