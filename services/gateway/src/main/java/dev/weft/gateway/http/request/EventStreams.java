package dev.weft.gateway.http.request;

import dev.weft.access.http.Caller;
import dev.weft.access.http.CallerValidity;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.live.StreamSlots;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;

/** Admits event streams and decides how long they may stay open. */
@Singleton
public final class EventStreams {

  private final CurrentVertxRequest requests;
  private final CallerValidity validity;
  private final StreamSlots slots;

  EventStreams(CurrentVertxRequest requests, CallerValidity validity, StreamSlots slots) {
    this.requests = requests;
    this.validity = validity;
    this.slots = slots;
  }

  /**
   * Admits a stream for the current request; to be called last, since the permit must be closed.
   */
  public Permit permit() {
    RoutingContext context = requests.getCurrent();
    Caller caller = Caller.of(context);
    StreamSlots.Answer answer = slots.take(caller.isKnown() ? caller.name() : caller.address());
    if (answer instanceof StreamSlots.CallerFull full) {
      throw ProblemKind.TOO_MANY_STREAMS.exception(
          "A caller may have at most %d event streams open; close another one first."
              .formatted(full.limit()));
    }
    if (answer instanceof StreamSlots.Full full) {
      throw ProblemKind.STREAMS_FULL.exception(
          "%d event streams are open, which is the maximum; try again later."
              .formatted(full.limit()));
    }
    return new Permit((StreamSlots.Slot) answer, validity.of(context));
  }

  /**
   * Permit of one stream.
   *
   * @param slot that it takes
   * @param valid whether its caller is still authorized
   */
  public record Permit(StreamSlots.Slot slot, BooleanSupplier valid) implements AutoCloseable {

    /**
     * Whether the stream may continue; to be checked before anything is sent, and at each
     * heartbeat.
     */
    public boolean holds() {
      return valid.getAsBoolean();
    }

    /** The same stream, which closes the permit when it ends in whatever way. */
    public <T> Multi<T> closing(Multi<T> stream) {
      return stream.onTermination().invoke(this::close);
    }

    @Override
    public void close() {
      slot.close();
    }
  }
}
