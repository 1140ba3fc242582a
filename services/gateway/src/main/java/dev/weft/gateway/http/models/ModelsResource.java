package dev.weft.gateway.http.models;

import dev.weft.events.ModelName;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.training.TrainingBase;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.http.request.StrictJson;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.gateway.rollouts.Rollouts;
import dev.weft.gateway.trainings.TrainingFeed;
import dev.weft.gateway.trainings.Trainings;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.modelstore.DeclaredModel;
import dev.weft.modelstore.ModelManifest;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Models and their published versions. */
@Path("/v1/models")
@Tag(name = "models")
@Blocking
public final class ModelsResource {

  private final PublishedModels models;
  private final KnownModels known;
  private final Rollouts rollouts;
  private final Trainings trainings;
  private final TrainingFeed feed;

  ModelsResource(
      PublishedModels models,
      KnownModels known,
      Rollouts rollouts,
      Trainings trainings,
      TrainingFeed feed) {
    this.models = models;
    this.known = known;
    this.rollouts = rollouts;
    this.trainings = trainings;
    this.feed = feed;
  }

  /** All models. */
  @Schema(name = "ModelList")
  public record ModelsJson(
      List<ModelJson> models,
      @Schema(
              description = "Name of the model of requests and images that name none.",
              examples = "clothing")
          String defaultModel) {}

  /** A model. */
  @Schema(name = "Model")
  public record ModelJson(
      @Schema(examples = "clothing") String name,
      @Schema(
              nullable = true,
              description =
                  "Starting point of the model's first training, as given when the model was"
                      + " created; null for a model that began with an import.",
              examples = "imagenet")
          String base,
      @Schema(
              description =
                  "Versions of the model, oldest first; empty until its first training has"
                      + " published one.")
          List<VersionJson> versions) {}

  /** Request body. */
  @Schema(name = "ModelRequest", requiredProperties = "name")
  public record ModelBody(
      @Schema(
              description =
                  "Name of the model: 1 to 63 characters from a-z, 0-9, `-` and `_`. The names"
                      + " `imagenet` and `auto` are reserved.",
              pattern = "^(?!(imagenet|auto)$)" + ModelName.PATTERN + "$",
              examples = "tops")
          String name,
      @Schema(
              nullable = true,
              pattern = "^" + TrainingBase.PATTERN + "$",
              description =
                  "Starting point of the model's first training: `imagenet`, a model's name,"
                      + " `NAME:VERSION`, or `auto`, which selects `imagenet` or the default model,"
                      + " whichever does better on the labels. Defaults to `imagenet`.",
              examples = "imagenet")
          String base) {}

  /** A version. */
  @Schema(name = "ModelVersion")
  public record VersionJson(
      int version,
      List<String> classes,
      Instant publishedAt,
      @Schema(description = "Height and width of the input, in pixels.", examples = "[299, 299]")
          List<Integer> inputSize,
      @Schema(description = "Aliases of the version.") List<String> aliases,
      @Schema(
              description =
                  "Whether this is the serving version, which classifies all images that a"
                      + " candidate does not.")
          boolean serving,
      @Schema(description = "Whether this is the candidate of a rollout in progress.")
          boolean candidate) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "models", summary = "List models and their versions")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ModelsJson.class)))
  public ModelsJson models() {
    return new ModelsJson(
        models.allNames().stream()
            .map(name -> new ModelJson(name, base(name), versions(name)))
            .toList(),
        known.defaultModel());
  }

  private String base(String name) {
    return models.declaration(name).map(DeclaredModel::base).orElse(null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createModel",
      summary = "Create a model",
      description =
          "Creates a model with classes of its own. Images can be uploaded for it and labeled at"
              + " once; they are classified when its first version is available. To create that"
              + " version, request a training with POST /v1/trainings; its classes are the labels."
              + " The version is served without a restart. Repeating the request with the same base"
              + " has no effect.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ModelBody.class)))
  @APIResponse(
      responseCode = "200",
      description = "The model already exists with this base",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ModelJson.class)))
  @APIResponse(
      responseCode = "201",
      description = "The model was created",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ModelJson.class)))
  @APIResponse(responseCode = "400", description = "The name or the base is invalid")
  @APIResponse(
      responseCode = "409",
      description = "A model with this name exists with another base or with an imported version")
  @APIResponse(responseCode = "415", description = "The Content-Type of the request is not JSON")
  public Response create(String body) {
    ModelBody wanted = StrictJson.read(body, ModelBody.class);
    String name = name(wanted.name());
    TrainingBase base = base(name, wanted);
    Optional<DeclaredModel> before = models.declaration(name);
    if (before.isEmpty() && models.names().contains(name)) {
      throw ProblemKind.MODEL_EXISTS.exception(
          "The model %s already has a version: label images for it and request a training."
              .formatted(name));
    }
    var asked =
        new DeclaredModel(name, base.toString(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
    DeclaredModel now = models.create(asked);
    if (!now.base().equals(asked.base())) {
      throw ProblemKind.MODEL_EXISTS.exception(
          ("The model %s was created at %s with the base %s. As long as the model has no version, a"
                  + " training can be requested with another base.")
              .formatted(name, now.declaredAt(), now.base()));
    }
    return Response.status(before.isEmpty() ? Response.Status.CREATED : Response.Status.OK)
        .entity(new ModelJson(name, now.base(), versions(name)))
        .build();
  }

  @DELETE
  @Path("/{model}")
  @Operation(
      operationId = "deleteModel",
      summary = "Delete a model without versions",
      description =
          "Its images and labels are kept, and belong to the model again if one with the same name"
              + " is created later. A model that has a version, or for which there is a training,"
              + " cannot be deleted.")
  @APIResponse(responseCode = "204", description = "The model was deleted")
  @APIResponse(responseCode = "404", description = "The model does not exist")
  @APIResponse(
      responseCode = "409",
      description = "The model has a version, or there is a training for it")
  public Response delete(@PathParam("model") String name) {
    if (!feed.isReady()) {
      throw new ViewsUnavailableException("the topics of trainings are still being read");
    }
    List<Integer> versions =
        name.matches(ModelName.PATTERN)
            ? models.versions(name).stream().map(ModelManifest::version).toList()
            : List.of();
    if (!versions.isEmpty() || rollouts.get(name).isPresent()) {
      Integer serving = rollouts.get(name).map(RolloutChanged::serving).orElse(null);
      throw ProblemKind.MODEL_IN_USE.exception(
          "The model %s has the versions %s%s. Only a model without versions can be deleted; to remove old versions, set keepVersions in its rollout policy."
              .formatted(
                  name, versions, serving == null ? "" : ", of which " + serving + " is serving"));
    }
    if (!name.matches(ModelName.PATTERN) || models.declaration(name).isEmpty()) {
      throw ProblemKind.NO_SUCH_MODEL.exception(
          "No model with this name has been created; GET /v1/models lists the models.");
    }
    trainings.newest(name, Integer.MAX_VALUE).stream()
        .filter(training -> !training.state().isEnd())
        .findFirst()
        .ifPresent(
            training -> {
              throw ProblemKind.MODEL_IN_USE.exception(
                  ("Training %s of the model %s is %s: cancel it first, or wait until it has"
                          + " ended.")
                      .formatted(training.id(), name, training.state().code()));
            });
    models.delete(name);
    return Response.noContent().build();
  }

  private static String name(String name) {
    try {
      ModelName.require(name);
    } catch (IllegalArgumentException e) {
      throw Parameters.bad("%s.", e.getMessage());
    }
    if (name.equals(TrainingBase.AUTO.name()) || name.equals(TrainingBase.IMAGENET.name())) {
      throw Parameters.bad("The model name %s is reserved for a base.", name);
    }
    return name;
  }

  private TrainingBase base(String name, ModelBody wanted) {
    TrainingBase base = TrainingBase.IMAGENET;
    try {
      base = wanted.base() == null ? base : TrainingBase.parse(wanted.base());
    } catch (IllegalArgumentException e) {
      throw Parameters.bad("%s.", e.getMessage());
    }
    if (base.name().equals(name)) {
      throw Parameters.bad("The model %s cannot start from itself.", name);
    }
    if (!isThere(base)) {
      throw Parameters.bad(
          "The base %s does not exist; available are imagenet, auto, and the versions of %s.",
          base, models.names());
    }
    return base;
  }

  private boolean isThere(TrainingBase base) {
    if (base.equals(TrainingBase.AUTO) || base.equals(TrainingBase.IMAGENET)) {
      return true;
    }
    return base.version() == null
        ? models.isBase(base.name())
        : models.isBase(base.name(), base.version());
  }

  private List<VersionJson> versions(String name) {
    Optional<RolloutChanged> state = rollouts.get(name);
    return models.versions(name).stream()
        .map(manifest -> json(manifest, VersionStatus.of(manifest.version(), state)))
        .toList();
  }

  private static VersionJson json(ModelManifest manifest, VersionStatus status) {
    return new VersionJson(
        manifest.version(),
        manifest.classes(),
        manifest.publishedAt(),
        ModelVersionJson.inputSize(manifest),
        status.aliases(),
        status.serving(),
        status.candidate());
  }
}
