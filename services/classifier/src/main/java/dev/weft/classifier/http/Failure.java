package dev.weft.classifier.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** Reasons for an error response. */
enum Failure {
  /** The request is malformed, or refers to something that does not exist. */
  INVALID(400),
  /** One of its images can never be classified. */
  REFUSED(400),
  /** There is no such model, or its version is not loaded here. */
  NOT_FOUND(404),
  /** The request has no Content-Length. */
  NO_LENGTH(411),
  /** The request exceeds a limit. */
  TOO_LARGE(413),
  /** The body is compressed. */
  ENCODED(415),
  /** The requested version failed. */
  FAILED(500),
  /** No version serves yet. */
  NOT_READY(503),
  /** The queue is full. */
  BUSY(503),
  /** The time limit was exceeded. */
  LATE(503),
  /** The process is shutting down. */
  STOPPING(503);

  private static final String RETRY_SECONDS = "1";

  private final int status;

  Failure(int status) {
    this.status = status;
  }

  /** The protocol's error object. */
  record ErrorJson(String error) {}

  /** Ends a request with an error response. */
  static final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Failure failure;

    private FailureException(Failure failure, String message) {
      super(message);
      this.failure = failure;
    }

    Response toResponse() {
      return failure.response(getMessage());
    }

    Failure failure() {
      return failure;
    }
  }

  /** The value of the metric's tag. */
  String outcome() {
    return name().toLowerCase(Locale.ROOT);
  }

  FailureException because(String format, Object... values) {
    return new FailureException(this, format.formatted(values));
  }

  Response response(String message) {
    var response =
        Response.status(status).type(MediaType.APPLICATION_JSON).entity(new ErrorJson(message));
    return (status == 503 ? response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS) : response)
        .build();
  }
}
