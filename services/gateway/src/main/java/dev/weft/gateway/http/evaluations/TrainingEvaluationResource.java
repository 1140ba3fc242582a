package dev.weft.gateway.http.evaluations;

import dev.weft.events.training.TrainingProgressed;
import dev.weft.gateway.http.trainings.SharedReports;
import dev.weft.gateway.trainings.TrainingView;
import dev.weft.gateway.trainings.Trainings;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Evaluation of the version that a training produced, or that its gate rejected, on held-out
 * images.
 */
@Path("/v1/trainings/{id}/evaluation")
@Tag(name = "trainings")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class TrainingEvaluationResource {

  private final Trainings trainings;
  private final SharedReports reports;
  private final VersionEvaluations evaluations;

  TrainingEvaluationResource(
      Trainings trainings, SharedReports reports, VersionEvaluations evaluations) {
    this.trainings = trainings;
    this.reports = reports;
    this.evaluations = evaluations;
  }

  @GET
  @Operation(
      operationId = "trainingEvaluation",
      summary = "Get the evaluation of a training",
      description =
          "Returns the same metrics as the evaluation of a version, for the version that the"
              + " training evaluated, even if that version was rejected and never published.")
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
      description = "The training does not exist, or has no evaluation yet")
  @APIResponse(
      responseCode = "409",
      description = "No held-out image is known to be new to both versions")
  @APIResponse(responseCode = "502", description = "The stored predictions cannot be read")
  public EvaluationJson evaluation(@PathParam("id") String id, @BeanParam EvaluationQuery query) {
    String writer = reports.writer(id);
    Integer version =
        trainings.get(id).map(TrainingView::progress).map(TrainingProgressed::version).orElse(null);
    return evaluations.of(writer, version, query);
  }
}
