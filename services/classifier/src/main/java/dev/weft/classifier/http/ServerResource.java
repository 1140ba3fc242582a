package dev.weft.classifier.http;

import dev.weft.classifier.protocol.ServerMetadata;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Server endpoints of the Open Inference Protocol. */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "inference",
    description = "Synchronous inference with the Open Inference Protocol (v2), without Kafka")
public final class ServerResource {

  private final ServedModels served;
  private final String version;

  ServerResource(
      ServedModels served,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown")
          String version) {
    this.served = served;
    this.version = version;
  }

  /** The specification names only {@code live}, KServe's servers return {@code ready}. */
  @Schema(name = "ServerHealth")
  record HealthJson(boolean live, boolean ready) {}

  /** Server metadata. */
  @GET
  @Operation(
      operationId = "inferenceServer",
      summary = "Get the server's name, version and extensions")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              schema = @Schema(implementation = ServerMetadata.class),
              examples = @ExampleObject(name = "server", value = InferenceExamples.SERVER)))
  public ServerMetadata metadata() {
    return ServerMetadata.of(version);
  }

  /** Liveness. */
  @GET
  @Path("/health/live")
  @Operation(operationId = "inferenceServerLive", summary = "Check whether the server is live")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              schema = @Schema(implementation = HealthJson.class),
              examples = @ExampleObject(name = "ready", value = InferenceExamples.READY)))
  public Response live() {
    return Response.ok(new HealthJson(true, served.isReady())).build();
  }

  /** Readiness. */
  @GET
  @Path("/health/ready")
  @Operation(
      operationId = "inferenceServerReady",
      summary = "Check whether the server is ready to classify images")
  @APIResponse(
      responseCode = "200",
      description = "A version is serving",
      content =
          @Content(
              schema = @Schema(implementation = HealthJson.class),
              examples = @ExampleObject(name = "ready", value = InferenceExamples.READY)))
  @APIResponse(
      responseCode = "503",
      description = "No version is serving yet",
      content =
          @Content(
              schema = @Schema(implementation = HealthJson.class),
              examples = @ExampleObject(name = "not yet", value = InferenceExamples.NOT_READY)))
  public Response ready() {
    boolean ready = served.isReady();
    var response = Response.status(ready ? 200 : 503).entity(new HealthJson(true, ready));
    return (ready ? response : response.header(HttpHeaders.RETRY_AFTER, "1")).build();
  }
}
