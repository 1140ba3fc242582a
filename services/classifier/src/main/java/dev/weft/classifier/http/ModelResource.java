package dev.weft.classifier.http;

import dev.weft.classifier.protocol.ModelMetadata;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Model endpoints of the Open Inference Protocol. */
@Path("/v2/models/{model}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "inference")
public final class ModelResource {

  private final ServedModels served;

  ModelResource(ServedModels served) {
    this.served = served;
  }

  /** {@code $ready_model_response}. */
  @Schema(name = "ModelReady")
  record ReadyJson(String name, boolean ready) {}

  /** Metadata of the serving version. */
  @GET
  @Operation(
      operationId = "inferenceModel",
      summary = "Get the input and output tensors of the serving version")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              schema = @Schema(implementation = ModelMetadata.class),
              examples = @ExampleObject(name = "clothing", value = InferenceExamples.MODEL)))
  @APIResponse(responseCode = "404", description = "The model does not exist")
  @APIResponse(responseCode = "503", description = "No version is serving yet")
  public Response metadata(@PathParam("model") String model) {
    return describe(model, null);
  }

  /** Metadata of a version. */
  @GET
  @Path("/versions/{version}")
  @Operation(
      operationId = "inferenceModelVersion",
      summary = "Get the input and output tensors of a version")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              schema = @Schema(implementation = ModelMetadata.class),
              examples = @ExampleObject(name = "clothing", value = InferenceExamples.MODEL)))
  @APIResponse(
      responseCode = "404",
      description = "The version is not loaded; the error lists those that are")
  @APIResponse(responseCode = "503", description = "No version is serving yet")
  public Response metadata(@PathParam("model") String model, @PathParam("version") String version) {
    return describe(model, version);
  }

  /** Readiness of the model. */
  @GET
  @Path("/ready")
  @Operation(operationId = "inferenceModelReady", summary = "Check whether a version is serving")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              schema = @Schema(implementation = ReadyJson.class),
              examples = @ExampleObject(name = "ready", value = InferenceExamples.MODEL_READY)))
  @APIResponse(responseCode = "404", description = "The model does not exist")
  @APIResponse(
      responseCode = "503",
      description = "No version is serving yet",
      content =
          @Content(
              schema = @Schema(implementation = ReadyJson.class),
              examples =
                  @ExampleObject(name = "not yet", value = InferenceExamples.MODEL_NOT_READY)))
  public Response ready(@PathParam("model") String model) {
    return readiness(model, null);
  }

  /** Readiness of a version. */
  @GET
  @Path("/versions/{version}/ready")
  @Operation(
      operationId = "inferenceModelVersionReady",
      summary = "Check whether a version is loaded")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              schema = @Schema(implementation = ReadyJson.class),
              examples = @ExampleObject(name = "ready", value = InferenceExamples.MODEL_READY)))
  @APIResponse(
      responseCode = "404",
      description = "The version is not loaded; the error lists those that are")
  @APIResponse(
      responseCode = "503",
      description = "No version is serving yet",
      content =
          @Content(
              schema = @Schema(implementation = ReadyJson.class),
              examples =
                  @ExampleObject(name = "not yet", value = InferenceExamples.MODEL_NOT_READY)))
  public Response ready(@PathParam("model") String model, @PathParam("version") String version) {
    return readiness(model, version);
  }

  private Response describe(String model, String version) {
    try (var lease = served.lease(model, version)) {
      return Response.ok(ModelMetadata.of(lease.route().model(), served.versions(model))).build();
    } catch (Failure.FailureException e) {
      return e.toResponse();
    }
  }

  private Response readiness(String model, String version) {
    try {
      served.require(model, version);
      boolean ready = served.isReady(model);
      return Response.status(ready ? 200 : 503).entity(new ReadyJson(model, ready)).build();
    } catch (Failure.FailureException e) {
      return e.toResponse();
    }
  }
}
