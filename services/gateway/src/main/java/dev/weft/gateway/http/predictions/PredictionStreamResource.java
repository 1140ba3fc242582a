package dev.weft.gateway.http.predictions;

import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.EventStreams;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.live.FeedCursor;
import dev.weft.gateway.live.FeedFilter;
import dev.weft.gateway.live.FeedPosition;
import dev.weft.gateway.live.LiveFeed;
import dev.weft.gateway.live.Signal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Stream of images' events. */
@Path("/v1/predictions/stream")
@Tag(name = "predictions")
public final class PredictionStreamResource {

  private final LiveFeed feed;
  private final EventStreams streams;
  @Context Sse sse;

  PredictionStreamResource(LiveFeed feed, EventStreams streams) {
    this.feed = feed;
    this.streams = streams;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "predictions",
      summary = "Stream images and predictions",
      description =
          "Sends server-sent events; `data` is the payload of the event as JSON. The events are"
              + " image-uploaded, image-classified (of every role), image-rejected, image-failed"
              + " and image-labeled; by default, only image-classified and image-rejected are sent."
              + " The removal of a label is sent as image-unlabeled, with the imageId. A client"
              + " that reconnects with Last-Event-ID, to any replica, receives all events that it"
              + " missed. A client that reads too slowly is disconnected and may reconnect.")
  @APIResponse(
      responseCode = "200",
      description =
          "The event stream; it ends when the caller's key or token expires or is revoked")
  @APIResponse(responseCode = "400", description = "A parameter is invalid")
  @APIResponse(responseCode = "429", description = "The caller has too many event streams open")
  @APIResponse(
      responseCode = "503",
      description = "Too many event streams are open or catching up; retry later")
  public Multi<OutboundSseEvent> predictions(
      @Parameter(description = "Id of the last event received, from which to resume.")
          @HeaderParam("Last-Event-ID")
          String lastEventId,
      @Parameter(
              description =
                  "Same as the Last-Event-ID header, for clients that cannot set headers. The"
                      + " header takes precedence.")
          @QueryParam("lastEventId")
          String lastEventIdInQuery,
      @Parameter(
              description =
                  "Comma-separated events to send: `uploaded`, `classified`, `rejected`, `failed`"
                      + " and `labeled`. Defaults to `classified,rejected`.",
              schema = @Schema(type = SchemaType.STRING, pattern = Parameters.EVENTS))
          @QueryParam("events")
          String events,
      @Parameter(
              description =
                  "Send only events with this label, predicted as the most probable or assigned.",
              schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 256))
          @QueryParam("label")
          String label,
      @Parameter(
              description =
                  "If true, an event named position with the current position is sent at the start"
                      + " of the stream and with each heartbeat, for clients that cannot read the"
                      + " id of other messages.",
              schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
          @QueryParam("position")
          String position) {
    if (!feed.isReady()) {
      throw away();
    }
    FeedFilter wanted = new FeedFilter(Parameters.events(events), Parameters.label(label));
    FeedPosition from =
        Parameters.lastEventId(lastEventId == null ? lastEventIdInQuery : lastEventId, feed);
    boolean withPosition = Parameters.flag("position", position);
    EventStreams.Permit permit = streams.permit();
    FeedCursor cursor = subscribe(from, wanted, permit);
    Multi<OutboundSseEvent> live =
        Multi.createBy()
            .repeating()
            .uni(() -> Uni.createFrom().completionStage(cursor::next))
            .whilst(signal -> !(signal instanceof Signal.End) && permit.holds())
            .select()
            .first(signal -> permit.holds())
            .filter(signal -> !(signal instanceof Signal.End))
            .map(signal -> event(signal, wanted, withPosition));
    return permit
        .closing(
            Multi.createBy()
                .concatenating()
                .streams(
                    Multi.createFrom()
                        .item(() -> silence("connected", cursor.position(), wanted, withPosition)),
                    live))
        .onTermination()
        .invoke(cursor::close);
  }

  private FeedCursor subscribe(FeedPosition from, FeedFilter wanted, EventStreams.Permit permit) {
    Optional<FeedCursor> cursor = feed.subscribe(from, wanted);
    if (cursor.isEmpty()) {
      permit.close();
      throw away();
    }
    return cursor.get();
  }

  private OutboundSseEvent event(Signal signal, FeedFilter wanted, boolean position) {
    if (signal instanceof Signal.Answer answer) {
      return sse.newEventBuilder()
          .id(feed.id(answer.position(), wanted))
          .name(answer.event().name())
          .mediaType(MediaType.TEXT_PLAIN_TYPE)
          .data(String.class, answer.event().json())
          .build();
    }
    return silence("heartbeat", ((Signal.Quiet) signal).position(), wanted, position);
  }

  /** Without data it dispatches no event, but the client remembers its id. */
  private OutboundSseEvent silence(
      String comment, FeedPosition at, FeedFilter wanted, boolean position) {
    OutboundSseEvent.Builder event = sse.newEventBuilder().comment(comment).id(feed.id(at, wanted));
    return position
        ? event
            .name("position")
            .mediaType(MediaType.TEXT_PLAIN_TYPE)
            .data(String.class, "{}")
            .build()
        : event.build();
  }

  private static ProblemException away() {
    return ProblemKind.FEED_AWAY.exception(
        "The live feed cannot be read at the moment; try again later.");
  }
}
