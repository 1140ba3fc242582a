package dev.weft.gateway.http.problem;

import dev.weft.access.http.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Documents in the OpenAPI document that each error response is a problem, with an example, and
 * which error responses every operation may have.
 */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = 40)
public final class ProblemResponses implements OASFilter {

  private static final String OURS = "/v1/";
  private static final String SCHEMA = "Problem";
  private static final int FIRST_ERROR = 400;

  /** Paths that respond even if broker and store are unavailable. */
  private static final Set<String> ALWAYS_THERE = Set.of("/v1/system", "/v1/schemas/{name}");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getComponents().addSchema(SCHEMA, schema());
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.startsWith(OURS)) {
                item.getOperations().values().forEach(operation -> describe(path, operation));
              }
            });
  }

  private static Schema schema() {
    return OASFactory.createSchema()
        .addType(SchemaType.OBJECT)
        .description("An error, as defined by RFC 9457.")
        .addProperty("type", text("URI that identifies the kind of problem."))
        .addProperty("title", text("Summary of the kind of problem."))
        .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
        .addProperty("detail", text("Explanation of this occurrence, and how to resolve it."))
        .addProperty("instance", text("Path of the request."))
        .required(List.of("type", "title", "status"));
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
  }

  private static void describe(String path, Operation operation) {
    APIResponses responses = operation.getResponses();
    if (operation.getRequestBody() != null) {
      addIfAbsent(responses, "413", "The body exceeds the size limit");
    }
    addIfAbsent(responses, "500", "Internal error; see the log of the gateway");
    if (!ALWAYS_THERE.contains(path)) {
      addIfAbsent(
          responses,
          "503",
          "A service that the gateway depends on is starting or unavailable; retry later");
    }
    responses
        .getAPIResponses()
        .forEach((status, response) -> describe(path, operation, status, response));
  }

  private static void addIfAbsent(APIResponses responses, String status, String description) {
    if (!responses.hasAPIResponse(status)) {
      responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
    }
  }

  private static void describe(
      String path, Operation operation, String status, APIResponse response) {
    if (response.getRef() != null
        || !status.matches("\\d{3}")
        || Integer.parseInt(status) < FIRST_ERROR
        || response.getContent() != null && !response.getContent().getMediaTypes().isEmpty()) {
      return;
    }
    MediaType problem =
        OASFactory.createMediaType()
            .schema(OASFactory.createSchema().ref("#/components/schemas/" + SCHEMA))
            .example(example(path, operation, Integer.parseInt(status), response));
    response.setContent(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, problem));
  }

  /** In a fixed order, so that builds are reproducible. */
  private static Map<String, Object> example(
      String path, Operation operation, int status, APIResponse response) {
    Problem problem = kind(operation.getOperationId(), status).because(response.getDescription());
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("type", problem.type());
    example.put("title", problem.title());
    example.put("status", status);
    example.put("detail", problem.detail() + ".");
    example.put("instance", path);
    return example;
  }

  /** The most likely kind for a status. */
  private static ProblemKind kind(String operation, int status) {
    return switch (status) {
      case 400 ->
          operation.endsWith("Alias") ? ProblemKind.INVALID_ALIAS : ProblemKind.BAD_PARAMETER;
      case 404 -> absent(operation);
      case 409 -> conflict(operation);
      case 503 -> away(operation);
      case 502 ->
          operation.endsWith("Evaluation")
              ? ProblemKind.EVALUATION_UNUSABLE
              : ProblemKind.MODEL_UNUSABLE;
      case 413 -> tooLarge(operation);
      default ->
          Arrays.stream(ProblemKind.values())
              .filter(kind -> kind.because("").status() == status)
              .findFirst()
              .orElse(ProblemKind.OTHER);
    };
  }

  private static ProblemKind tooLarge(String operation) {
    return switch (operation) {
      case "uploadImages" -> ProblemKind.TOO_LARGE;
      case "createDataset" -> ProblemKind.DATASET_TOO_LARGE;
      default -> ProblemKind.BODY_TOO_LARGE;
    };
  }

  private static ProblemKind absent(String operation) {
    return switch (operation) {
      case "training", "cancelTraining", "trainingProgress" -> ProblemKind.NO_SUCH_TRAINING;
      case "trainingReport", "trainingPicture" -> ProblemKind.NO_REPORT;
      case "deleteModel", "modelVersions", "uploadImages", "labels", "labelQueue" ->
          ProblemKind.NO_SUCH_MODEL;
      case "modelVersion", "orderRollout", "setAlias" -> ProblemKind.NO_SUCH_VERSION;
      case "setRolloutPolicy", "removeAlias" -> ProblemKind.NO_SUCH_MODEL;
      case "versionEvaluation", "trainingEvaluation" -> ProblemKind.NO_EVALUATION;
      case "rollout", "rolloutProgress" -> ProblemKind.NO_ROLLOUT;
      case "dataset", "datasetImages", "deleteDataset", "requestTraining" ->
          ProblemKind.NO_SUCH_DATASET;
      case "createDataset", "datasets" -> ProblemKind.NO_SUCH_MODEL;
      case "eventSchema" -> ProblemKind.NO_SUCH_SCHEMA;
      default -> ProblemKind.NO_SUCH_IMAGE;
    };
  }

  private static ProblemKind conflict(String operation) {
    return switch (operation) {
      case "uploadImages" -> ProblemKind.ID_TAKEN;
      case "requestTraining" -> ProblemKind.TRAINING_ID_TAKEN;
      case "createModel" -> ProblemKind.MODEL_EXISTS;
      case "createDataset" -> ProblemKind.DATASET_EXISTS;
      case "deleteDataset" -> ProblemKind.DATASET_IN_USE;
      case "deleteModel" -> ProblemKind.MODEL_IN_USE;
      case "cancelTraining" -> ProblemKind.TRAINING_ENDED;
      case "labelImage" -> ProblemKind.NOT_OFFERED;
      case "imageExplanation" -> ProblemKind.VERSION_REFUSED;
      case "versionEvaluation", "trainingEvaluation" -> ProblemKind.NOTHING_TO_COMPARE;
      default -> ProblemKind.ILLEGAL_TRANSITION;
    };
  }

  private static ProblemKind away(String operation) {
    return switch (operation) {
      case "uploadImages" -> ProblemKind.BUSY;
      case "imagePreview" -> ProblemKind.PREVIEWS_BUSY;
      case "imageExplanation" -> ProblemKind.EXPLANATIONS_BUSY;
      case "predictions" -> ProblemKind.FEED_AWAY;
      case "createDataset" -> ProblemKind.DATASETS_BUSY;
      case "datasets", "dataset", "datasetImages", "deleteDataset" -> ProblemKind.STORE_AWAY;
      case "models", "createModel", "deleteModel", "trainingReport", "trainingPicture" ->
          ProblemKind.STORE_AWAY;
      case "versionEvaluation", "trainingEvaluation" -> ProblemKind.STORE_AWAY;
      case "labelImage", "unlabelImage", "requestTraining" -> ProblemKind.BROKER_AWAY;
      default -> ProblemKind.VIEWS_AWAY;
    };
  }
}
