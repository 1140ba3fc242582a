package dev.weft.classifier.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Maps exceptions of the framework and unexpected ones to the protocol's error object. If the
 * gateway runs in the same process, the gateway's mapping applies.
 */
public final class FailureMapper {

  private static final Logger LOG = Logger.getLogger(FailureMapper.class);
  private static final int AFTER_THE_GATEWAYS = 6000;

  @ServerExceptionMapper(priority = AFTER_THE_GATEWAYS)
  public Response refused(WebApplicationException failure) {
    int status = failure.getResponse().getStatus();
    return status < 400 ? failure.getResponse() : answer(status, detail(failure, status));
  }

  @ServerExceptionMapper(priority = AFTER_THE_GATEWAYS)
  public Response failed(Throwable failure, UriInfo uri) {
    LOG.errorf(failure, "request for %s failed", uri.getPath());
    return answer(500, "See the log of the classifier.");
  }

  private static String detail(WebApplicationException failure, int status) {
    return switch (status) {
      case 404 -> "No resource has this path; see /q/openapi.";
      case 406, 415 -> "See /q/openapi for the media types.";
      case 413 -> "The request exceeds the maximum size that the classifier reads.";
      default -> failure.getMessage();
    };
  }

  private static Response answer(int status, String detail) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON)
        .entity(new Failure.ErrorJson(detail))
        .build();
  }
}
