package dev.weft.gateway.http.trainings;

import dev.weft.events.json.EventJson;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.http.request.EventStreams;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.trainings.TrainingSignal;
import dev.weft.gateway.trainings.Trainings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Stream of a training's progress. */
@Path("/v1/trainings/{id}/stream")
@Tag(name = "trainings")
public final class TrainingStreamResource {

  private final Trainings trainings;
  private final EventStreams streams;
  private final Duration heartbeat;
  @Context Sse sse;

  TrainingStreamResource(Trainings trainings, EventStreams streams, GatewayConfig config) {
    this.trainings = trainings;
    this.streams = streams;
    this.heartbeat = config.live().heartbeat();
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "trainingProgress",
      summary = "Stream the progress of a training",
      description =
          "Sends server-sent events named training-progressed; `data` is the payload of the event"
              + " as JSON. The stream begins with the newest event, or with those that followed"
              + " Last-Event-ID; after a long interruption, only the latest are available. It ends"
              + " when the training ends.")
  @APIResponse(
      responseCode = "200",
      description =
          "The event stream; it ends with the training, or when the caller's key or token expires"
              + " or is revoked")
  @APIResponse(responseCode = "400", description = "A parameter is invalid")
  @APIResponse(responseCode = "429", description = "The caller has too many event streams open")
  @APIResponse(responseCode = "503", description = "Too many event streams are open; retry later")
  @APIResponse(responseCode = "404", description = "The training does not exist")
  public Multi<OutboundSseEvent> progress(
      @PathParam("id") String id,
      @Parameter(description = "Id of the last event received, from which to resume.")
          @HeaderParam("Last-Event-ID")
          String lastEventId) {
    AtomicLong after = new AtomicLong(Parameters.offset(lastEventId));
    if (trainings.get(id).isEmpty()) {
      throw TrainingsResource.noSuchTraining(id);
    }
    EventStreams.Permit permit = streams.permit();
    Multi<OutboundSseEvent> events =
        Multi.createBy()
            .repeating()
            .uni(
                () ->
                    Uni.createFrom()
                        .completionStage(() -> trainings.next(id, after.get(), heartbeat)))
            .whilst(signal -> !(signal instanceof TrainingSignal.End) && permit.holds())
            .select()
            .first(signal -> permit.holds())
            .filter(signal -> !(signal instanceof TrainingSignal.End))
            .map(signal -> event(signal, after));
    return permit.closing(
        Multi.createBy()
            .concatenating()
            .streams(Multi.createFrom().item(() -> comment("connected")), events));
  }

  private OutboundSseEvent event(TrainingSignal signal, AtomicLong after) {
    if (signal instanceof TrainingSignal.Progress progress) {
      after.set(progress.offset());
      return sse.newEventBuilder()
          .id(String.valueOf(progress.offset()))
          .name("training-progressed")
          .mediaType(MediaType.TEXT_PLAIN_TYPE)
          .data(String.class, new String(EventJson.write(progress.event()), StandardCharsets.UTF_8))
          .build();
    }
    return comment("heartbeat");
  }

  private OutboundSseEvent comment(String text) {
    return sse.newEventBuilder().comment(text).build();
  }
}
