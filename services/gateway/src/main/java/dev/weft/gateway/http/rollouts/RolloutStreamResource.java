package dev.weft.gateway.http.rollouts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.http.request.EventStreams;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.rollouts.Rollouts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Stream of a model's rollouts. */
@Path("/v1/rollouts/{model}/stream")
@Tag(name = "rollouts")
public final class RolloutStreamResource {

  /** Interval at which changes of replicas and figures are detected; states are sent at once. */
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final RolloutViews views;
  private final Rollouts rollouts;
  private final EventStreams streams;
  private final ObjectMapper mapper;
  private final Duration heartbeat;
  @Context Sse sse;

  RolloutStreamResource(
      RolloutViews views,
      Rollouts rollouts,
      EventStreams streams,
      ObjectMapper mapper,
      GatewayConfig config) {
    this.views = views;
    this.rollouts = rollouts;
    this.streams = streams;
    this.mapper = mapper;
    this.heartbeat = config.live().heartbeat();
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "rolloutProgress",
      summary = "Stream the rollout state of a model",
      description =
          "Sends the server-sent events rollout-changed, orders, replicas and figures. A"
              + " rollout-changed event contains the event as it was published, plus the"
              + " droppedClasses of the rollout and the orders that it allows. The stream begins"
              + " with the newest rollout-changed event, or with those that followed Last-Event-ID;"
              + " after a long interruption, only the latest are available. An orders event names"
              + " the revision to which it applies. The orders, replicas and figures events contain"
              + " the complete value, as in the rollout itself, and are sent when it has changed,"
              + " at most once per second.")
  @APIResponse(
      responseCode = "200",
      description =
          "The event stream; it ends when the caller's key or token expires or is revoked")
  @APIResponse(responseCode = "400", description = "A parameter is invalid")
  @APIResponse(responseCode = "429", description = "The caller has too many event streams open")
  @APIResponse(responseCode = "503", description = "Too many event streams are open; retry later")
  @APIResponse(responseCode = "404", description = "The model has no rollout state")
  public Multi<OutboundSseEvent> progress(
      @PathParam("model") String model,
      @Parameter(description = "Id of the last event received, from which to resume.")
          @HeaderParam("Last-Event-ID")
          String lastEventId) {
    views.require(model);
    RolloutSubscriber subscriber =
        new RolloutSubscriber(views, model, Parameters.offset(lastEventId), heartbeat);
    EventStreams.Permit permit = streams.permit();
    Multi<OutboundSseEvent> events =
        Multi.createBy()
            .repeating()
            .uni(() -> next(subscriber))
            .whilst(messages -> permit.holds())
            .select()
            .first(messages -> permit.holds())
            .concatMap(messages -> Multi.createFrom().iterable(messages));
    return permit.closing(
        Multi.createBy()
            .concatenating()
            .streams(Multi.createFrom().item(() -> comment("connected")), events));
  }

  /** Runs on a worker thread, since it computes figures. */
  private Uni<List<OutboundSseEvent>> next(RolloutSubscriber subscriber) {
    return Uni.createFrom()
        .completionStage(() -> rollouts.next(subscriber.model(), subscriber.after(), POLL_INTERVAL))
        .emitOn(Infrastructure.getDefaultExecutor())
        .map(news -> subscriber.next(news).stream().map(this::event).toList());
  }

  private OutboundSseEvent event(RolloutSubscriber.Message message) {
    if (message.name() == null) {
      return comment("heartbeat");
    }
    OutboundSseEvent.Builder event = sse.newEventBuilder().name(message.name());
    if (message.id() != null) {
      event.id(message.id());
    }
    return event
        .mediaType(MediaType.TEXT_PLAIN_TYPE)
        .data(String.class, json(message.data()))
        .build();
  }

  private String json(Object data) {
    try {
      return mapper.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + data, e);
    }
  }

  private OutboundSseEvent comment(String text) {
    return sse.newEventBuilder().comment(text).build();
  }
}
