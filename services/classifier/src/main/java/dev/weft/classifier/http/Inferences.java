package dev.weft.classifier.http;

import dev.weft.classifier.app.ClassifierService;
import dev.weft.classifier.inflight.SynchronousAnswer;
import dev.weft.classifier.protocol.InferenceRequest;
import dev.weft.classifier.protocol.InvalidRequestException;
import dev.weft.classifier.protocol.RequestLimits;
import dev.weft.classifier.protocol.RequestReader;
import dev.weft.classifier.protocol.ResponseWriter;
import dev.weft.events.image.RejectionReason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * Processes inference requests from body to response. A body is in memory, and counted, from its
 * first byte until none of its images is in use.
 */
@Singleton
final class Inferences {

  private final ServedModels served;
  private final RequestLimits limits;
  private final HeldBytes held;
  private final InferenceMeters meters;

  Inferences(ServedModels served, ClassifierService service, InferenceMeters meters) {
    this.served = served;
    this.limits = service.limits();
    this.held = new HeldBytes(limits.maxHeldBytes());
    this.meters = meters;
  }

  /**
   * A client's request.
   *
   * @param version null if it names none
   * @param length of the body; null if there is no Content-Length
   * @param encoding of the body; null for none
   * @param jsonLength value of {@link RequestReader#HEADER}; null if there is none
   */
  record Sent(
      String model,
      String version,
      String length,
      String encoding,
      String jsonLength,
      InputStream body) {}

  /**
   * Reads the request on the caller's thread, which may block for the client; responds
   * asynchronously.
   */
  Uni<Response> answer(Sent sent) throws IOException {
    long started = System.nanoTime();
    try {
      return infer(sent, started);
    } catch (Failure.FailureException e) {
      return Uni.createFrom().item(failed(e, started));
    } catch (InvalidRequestException e) {
      var failure =
          e.kind() == InvalidRequestException.Kind.TOO_LARGE ? Failure.TOO_LARGE : Failure.INVALID;
      return Uni.createFrom().item(failed(failure.because("%s", e.getMessage()), started));
    }
  }

  private Uni<Response> infer(Sent sent, long started) throws IOException {
    served.require(sent.model(), sent.version());
    var images = served.images(sent.model());
    int length = length(sent);
    if (!held.tryReserve(length)) {
      throw Failure.BUSY.because(
          "requests in progress use %d of %d bytes; try again later",
          held.held(), limits.maxHeldBytes());
    }
    boolean handedOn = false;
    try {
      var request =
          RequestReader.read(body(sent.body(), length), sent.jsonLength(), limits.maxImages());
      var lease = served.lease(sent.model(), sent.version());
      try {
        request.check(lease.route().model());
        handedOn = true;
      } finally {
        if (!handedOn) {
          lease.close();
        }
      }
      var answer =
          images.infer(lease, request.images(), limits.timeout(), () -> held.release(length));
      return Uni.createFrom()
          .completionStage(answer)
          .emitOn(Infrastructure.getDefaultExecutor())
          .map(result -> response(request, result, started));
    } finally {
      if (!handedOn) {
        held.release(length);
      }
    }
  }

  private int length(Sent sent) {
    if (sent.encoding() != null && !sent.encoding().equalsIgnoreCase("identity")) {
      throw Failure.ENCODED.because("the body must not be compressed; image files already are");
    }
    if (sent.length() == null) {
      throw Failure.NO_LENGTH.because("the Content-Length header is missing");
    }
    long length = Long.parseLong(sent.length());
    if (length > limits.maxBytes()) {
      throw Failure.TOO_LARGE.because(
          "a request may have at most %d bytes; this one has %d", limits.maxBytes(), length);
    }
    return (int) length;
  }

  private static byte[] body(InputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    int read = in.readNBytes(bytes, 0, length);
    if (read < length) {
      throw Failure.INVALID.because("the body ended after %d of %d bytes", read, length);
    }
    return bytes;
  }

  private Response response(InferenceRequest request, SynchronousAnswer answer, long started) {
    if (answer instanceof SynchronousAnswer.Answered answered) {
      meters.classified(answered.model(), answered.probabilities().length);
      var body = ResponseWriter.write(request, answered);
      var response = Response.ok(body.bytes());
      meters.ended("answered", started);
      return body.isBinary()
          ? response
              .type(MediaType.APPLICATION_OCTET_STREAM)
              .header(RequestReader.HEADER, body.jsonLength())
              .build()
          : response.type(MediaType.APPLICATION_JSON).build();
    }
    return failed(failure(answer), started);
  }

  private Response failed(Failure.FailureException failure, long started) {
    meters.ended(failure.failure().outcome(), started);
    return failure.toResponse();
  }

  private static Failure.FailureException failure(SynchronousAnswer answer) {
    if (answer instanceof SynchronousAnswer.Refused refused) {
      boolean large =
          refused.reason() == RejectionReason.TOO_LARGE
              || refused.reason() == RejectionReason.TOO_MANY_PIXELS;
      return (large ? Failure.TOO_LARGE : Failure.REFUSED)
          .because("image %d: %s: %s", refused.index(), refused.reason().code(), refused.detail());
    } else if (answer instanceof SynchronousAnswer.Failed failed) {
      return Failure.FAILED.because("%s failed: %s", failed.model(), failed.detail());
    } else if (answer instanceof SynchronousAnswer.Late late) {
      return Failure.LATE.because("not all images were classified within %s", late.timeout());
    } else if (answer instanceof SynchronousAnswer.Full full) {
      return Failure.BUSY.because(
          "too many images are waiting; the maximum is %d; try again later", full.limit());
    } else if (answer instanceof SynchronousAnswer.Stopping) {
      return Failure.STOPPING.because("this server is stopping; send the request to another one");
    }
    throw new IllegalStateException("unexpected result: " + answer);
  }
}
