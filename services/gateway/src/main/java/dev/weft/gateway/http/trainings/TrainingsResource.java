package dev.weft.gateway.http.trainings;

import dev.weft.events.ModelName;
import dev.weft.events.TrainingId;
import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingTrigger;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.KnownDatasets;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.topics.KafkaEventPublisher;
import dev.weft.gateway.trainings.TrainingFeed;
import dev.weft.gateway.trainings.TrainingView;
import dev.weft.gateway.trainings.Trainings;
import dev.weft.gateway.views.ViewsUnavailableException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Trainings: requests, views and cancellation. A trainer runs them. */
@Path("/v1/trainings")
@Tag(name = "trainings")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class TrainingsResource {

  private static final int LONGEST_KEY = 128;

  private final Trainings trainings;
  private final TrainingFeed feed;
  private final KafkaEventPublisher publisher;
  private final KnownDatasets datasets;
  private final String defaultModel;

  TrainingsResource(
      Trainings trainings,
      TrainingFeed feed,
      KafkaEventPublisher publisher,
      KnownDatasets datasets,
      GatewayConfig config) {
    this.datasets = datasets;
    this.trainings = trainings;
    this.feed = feed;
    this.publisher = publisher;
    this.defaultModel = config.trainings().model();
  }

  /** Trainings, newest first. */
  @Schema(name = "TrainingList")
  public record TrainingListJson(List<TrainingJson> trainings) {}

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "requestTraining",
      summary = "Request a training",
      description =
          "Trains a new version of a model. The request is written to Kafka before the response is"
              + " sent.")
  @RequestBody(
      description = "Settings that differ from the trainer's defaults; `{}` to use all defaults.",
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TrainingBody.class)))
  @APIResponse(
      responseCode = "202",
      description = "The training was queued",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TrainingJson.class)))
  @APIResponse(responseCode = "400", description = "A setting is unknown or out of range")
  @APIResponse(responseCode = "404", description = "The data set does not exist")
  @APIResponse(
      responseCode = "409",
      description = "The id is already in use by a different request")
  public Response request(
      @Parameter(
              description =
                  "Id of the training. Repeating a request with the same id returns the same"
                      + " training.",
              schema = @Schema(type = SchemaType.STRING, pattern = Parameters.KEY))
          @HeaderParam("Idempotency-Key")
          String key,
      String body) {
    TrainingRequested wanted = wanted(key, TrainingBody.parse(body));
    Optional<TrainingView> known = trainings.get(wanted.trainingId());
    TrainingRequested before = known.map(TrainingView::request).orElse(null);
    if (before != null && !before.asksTheSameAs(wanted)) {
      throw ProblemKind.TRAINING_ID_TAKEN.exception(
          "Training %s was requested with other settings. Choose another id."
              .formatted(wanted.trainingId()));
    }
    if (before == null) {
      publisher.publish(wanted);
      trainings.apply(wanted);
    }
    return Response.accepted(TrainingJson.of(view(wanted.trainingId())))
        .location(URI.create(TrainingJson.path(wanted.trainingId())))
        .build();
  }

  private TrainingRequested wanted(String key, TrainingBody body) {
    String id =
        key == null ? UUID.randomUUID().toString() : Parameters.idempotencyKey(key, LONGEST_KEY);
    String ours = body.dataset() == null ? defaultModel : datasets.require(body.dataset()).model();
    String model = body.model() == null ? ours : body.model();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try {
      TrainingRecipe recipe = body.recipe() == null ? null : body.recipe().toRecipe();
      return new TrainingRequested(
          id,
          model,
          TrainingTrigger.PERSON,
          body.parent(),
          body.base(),
          body.dataset(),
          recipe,
          body.dropClasses(),
          now);
    } catch (IllegalArgumentException e) {
      throw Parameters.bad("%s.", e.getMessage());
    }
  }

  @GET
  @Operation(operationId = "trainings", summary = "List trainings, newest first")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TrainingListJson.class)))
  @APIResponse(responseCode = "400", description = "A parameter is invalid")
  public TrainingListJson trainings(
      @Parameter(
              description = "Maximum number of trainings to return.",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "200",
                      defaultValue = "50"))
          @QueryParam("limit")
          String limit,
      @Parameter(
              description = "Return only trainings of this model.",
              schema = @Schema(type = SchemaType.STRING, pattern = "^" + ModelName.PATTERN + "$"))
          @QueryParam("model")
          String model) {
    requireReady();
    return new TrainingListJson(
        trainings.newest(model(model), Parameters.limit(limit)).stream()
            .map(TrainingJson::brief)
            .toList());
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "training", summary = "Get a training")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TrainingJson.class)))
  @APIResponse(responseCode = "404", description = "The training does not exist")
  public TrainingJson training(@PathParam("id") String id) {
    return TrainingJson.of(view(id));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "cancelTraining",
      summary = "Cancel a training",
      description =
          "Cancellation is asynchronous: the training ends as `cancelled` once its trainer has"
              + " received the request.")
  @APIResponse(
      responseCode = "202",
      description = "The training in its current state",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TrainingJson.class)))
  @APIResponse(responseCode = "404", description = "The training does not exist")
  @APIResponse(responseCode = "409", description = "The training has already ended")
  public Response cancel(@PathParam("id") String id) {
    TrainingView view = view(id);
    if (view.state().isEnd()) {
      throw ProblemKind.TRAINING_ENDED.exception(
          "Training %s has ended as %s.".formatted(id, view.state().code()));
    }
    TrainingCancelled cancelled =
        new TrainingCancelled(id, view.model(), Instant.now().truncatedTo(ChronoUnit.MICROS));
    publisher.publish(cancelled);
    trainings.apply(cancelled);
    return Response.accepted(TrainingJson.of(view(id))).build();
  }

  /** Trainings accepted by this replica are known before it has read all topics. */
  private TrainingView view(String id) {
    return trainings
        .get(id)
        .orElseThrow(
            () -> {
              requireReady();
              return noSuchTraining(id);
            });
  }

  private void requireReady() {
    if (!feed.isReady()) {
      throw new ViewsUnavailableException("the topics of trainings are still being read");
    }
  }

  private static String model(String name) {
    try {
      return name == null ? null : ModelName.require(name);
    } catch (IllegalArgumentException e) {
      throw Parameters.bad("%s.", e.getMessage());
    }
  }

  static ProblemException noSuchTraining(String id) {
    String shown = TrainingId.isValid(id) ? id : "that";
    return ProblemKind.NO_SUCH_TRAINING.exception("No training has the id " + shown + ".");
  }
}
