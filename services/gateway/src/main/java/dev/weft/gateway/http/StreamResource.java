package dev.weft.gateway.http;

import dev.weft.gateway.live.FeedCursor;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Answers as they come. */
@Path("/v1/predictions/stream")
@Tag(name = "predictions")
public final class StreamResource {

  private final LiveFeed feed;
  @Context Sse sse;

  StreamResource(LiveFeed feed) {
    this.feed = feed;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "predictions",
      summary = "Server-sent events: image-classified and image-rejected",
      description =
          "data is the event's JSON. A client that comes back with Last-Event-ID, to any replica,"
              + " hears everything it missed; one that reads too slowly is ended and may come back.")
  @APIResponse(responseCode = "200", description = "Does not end by itself")
  @APIResponse(responseCode = "503", description = "Too many clients catch up: come back")
  public Multi<OutboundSseEvent> predictions(
      @Parameter(description = "id of the last event that was seen") @HeaderParam("Last-Event-ID")
          String lastEventId,
      @Parameter(description = "only answers with this most probable label") @QueryParam("label")
          String label) {
    if (!feed.isReady()) {
      throw away();
    }
    FeedPosition from = Parameters.lastEventId(lastEventId, feed.partitions());
    String wanted = Parameters.label(label);
    FeedCursor cursor = feed.subscribe(from, wanted).orElseThrow(StreamResource::away);
    Multi<OutboundSseEvent> events =
        Multi.createBy()
            .repeating()
            .uni(() -> Uni.createFrom().completionStage(cursor::next))
            .whilst(signal -> !(signal instanceof Signal.End))
            .filter(signal -> !(signal instanceof Signal.End))
            .map(this::event);
    return Multi.createBy()
        .concatenating()
        .streams(Multi.createFrom().item(() -> silence("connected", cursor.position())), events)
        .onTermination()
        .invoke(cursor::close);
  }

  private OutboundSseEvent event(Signal signal) {
    if (signal instanceof Signal.Answer answer) {
      return sse.newEventBuilder()
          .id(answer.position().toString())
          .name(answer.event().name())
          .mediaType(MediaType.TEXT_PLAIN_TYPE)
          .data(String.class, answer.event().json())
          .build();
    }
    return silence("heartbeat", ((Signal.Quiet) signal).position());
  }

  /** Without data it is no event, but a client remembers its id. */
  private OutboundSseEvent silence(String comment, FeedPosition position) {
    return sse.newEventBuilder().comment(comment).id(position.toString()).build();
  }

  private static ProblemException away() {
    return ProblemKind.FEED_AWAY.exception("Come back in a moment.");
  }
}
