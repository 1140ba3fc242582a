package dev.weft.gateway.http.problem;

import dev.weft.access.http.Problem;
import dev.weft.events.catalog.Topics;
import dev.weft.gateway.intake.BrokerUnavailableException;
import dev.weft.gateway.intake.MalformedMultipartException;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.util.Optional;

/** Maps exceptions to problems. */
public final class Problems {

  private Problems() {}

  /** The problem of a failure that may be reported to the client; empty for an internal error. */
  public static Optional<Problem> of(Throwable failure) {
    if (failure instanceof ProblemException known) {
      return Optional.of(known.problem());
    }
    if (failure instanceof StoreUnavailableException) {
      return Optional.of(
          ProblemKind.STORE_AWAY.because("The object store does not respond; try again later."));
    }
    if (failure instanceof StoreRefusedException) {
      return Optional.of(
          ProblemKind.STORE_AWAY.because(
              "The object store rejects the requests of the gateway; correct the gateway's"
                  + " settings."));
    }
    if (failure instanceof BrokerUnavailableException broker) {
      boolean upload = broker.topic().equals(Topics.IMAGES_UPLOADED);
      return Optional.of(
          ProblemKind.BROKER_AWAY.because(
              !upload
                  ? "The broker did not accept the event; the request can be repeated safely."
                  : "The image is stored, but the broker did not accept its event. Try again"
                      + " with the same Idempotency-Key; without one, the image is classified"
                      + " once the broker is available again."));
    }
    if (failure instanceof ViewsUnavailableException) {
      return Optional.of(ProblemKind.VIEWS_AWAY.because(sentence(failure.getMessage())));
    }
    if (failure instanceof MalformedMultipartException) {
      return Optional.of(ProblemKind.MALFORMED_BODY.because(sentence(failure.getMessage())));
    }
    if (failure instanceof IOException) {
      return Optional.of(
          ProblemKind.MALFORMED_BODY.because("The body ended before it was complete."));
    }
    if (failure instanceof WebApplicationException http) {
      return Optional.of(http(http));
    }
    return Optional.empty();
  }

  private static Problem http(WebApplicationException failure) {
    int status = failure.getResponse().getStatus();
    return switch (status) {
      case 404 -> ProblemKind.NOT_FOUND.because("No resource has this path; see /q/openapi.");
      case 405 -> ProblemKind.METHOD_NOT_ALLOWED.because("See /q/openapi for the methods.");
      case 406 -> ProblemKind.NOT_ACCEPTABLE.because("See /q/openapi for the media types.");
      case 413 ->
          ProblemKind.TOO_LARGE.because(
              "The request exceeds the maximum size that the gateway reads.");
      case 415 -> ProblemKind.UNSUPPORTED_TYPE.because("See /q/openapi for the media types.");
      default -> {
        Problem other = ProblemKind.OTHER.because(sentence(failure.getMessage()));
        yield new Problem(other.type(), other.title(), status, other.detail(), null);
      }
    };
  }

  private static String sentence(String text) {
    return text == null ? null : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
