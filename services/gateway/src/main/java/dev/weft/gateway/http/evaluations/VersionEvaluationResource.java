package dev.weft.gateway.http.evaluations;

import dev.weft.gateway.http.models.KnownVersions;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Evaluation of a version on images that were held out of its training. */
@Path("/v1/models/{model}/versions/{version}/evaluation")
@Tag(name = "models")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class VersionEvaluationResource {

  private final KnownVersions versions;
  private final VersionEvaluations evaluations;

  VersionEvaluationResource(KnownVersions versions, VersionEvaluations evaluations) {
    this.versions = versions;
    this.evaluations = evaluations;
  }

  @GET
  @Operation(
      operationId = "versionEvaluation",
      summary = "Get the evaluation of a version",
      description =
          "Returns metrics on held-out images: precision, recall and F1 at a confidence threshold"
              + " with 95 % confidence intervals, average precision, a precision-recall curve and"
              + " the confusion matrix. They are given overall, by class and by slice of the"
              + " images' tags. Optionally includes a paired comparison with another version.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = EvaluationJson.class)))
  @APIResponse(
      responseCode = "400",
      description = "The threshold is invalid, or the version has no such class or slice")
  @APIResponse(
      responseCode = "404",
      description =
          "The version does not exist, was not trained by this installation, or was trained by an"
              + " older release")
  @APIResponse(
      responseCode = "409",
      description = "No held-out image is known to be new to both versions")
  @APIResponse(responseCode = "502", description = "The stored predictions cannot be read")
  public EvaluationJson evaluation(
      @PathParam("model") String model,
      @Parameter(description = "Version number, or an alias such as `champion`.")
          @PathParam("version")
          String version,
      @BeanParam EvaluationQuery query) {
    return evaluations.of(versions.require(model, version), query);
  }
}
