package dev.weft.gateway.http.trainings;

import dev.weft.events.object.TrainingKeys;
import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Files of a training's report, streamed from the store. */
@Path("/v1/trainings/{id}/report")
@Tag(name = "trainings")
@Blocking
public final class TrainingReportResource {

  private static final Pattern PICTURE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,100}\\.(png|svg)");

  private final ObjectStore store;
  private final String bucket;
  private final SharedReports reports;

  TrainingReportResource(ObjectStore store, StoreConfig storeConfig, SharedReports reports) {
    this.store = store;
    this.bucket = storeConfig.bucket();
    this.reports = reports;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "trainingReport", summary = "Get the report of a training")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(
      responseCode = "404",
      description = "The training does not exist, or has no report yet")
  public Response report(@PathParam("id") String id) {
    return object(id, TrainingKeys.REPORT, MediaType.APPLICATION_JSON);
  }

  @GET
  @Path("/{picture}")
  @Produces({"image/png", "image/svg+xml"})
  @Operation(operationId = "trainingPicture", summary = "Get a picture of a training's report")
  @APIResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = "image/png",
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = "image/svg+xml",
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  @APIResponse(
      responseCode = "404",
      description = "The training does not exist, or has no such picture yet")
  public Response picture(@PathParam("id") String id, @PathParam("picture") String picture) {
    if (!isPicture(picture)) {
      throw none("Reports do not contain a picture with this name.");
    }
    return object(id, picture, picture.endsWith(".png") ? "image/png" : "image/svg+xml");
  }

  public static boolean isPicture(String name) {
    return PICTURE.matcher(name).matches();
  }

  private Response object(String id, String name, String type) {
    InputStream bytes =
        store
            .open(bucket, TrainingKeys.file(reports.writer(id), name))
            .orElseThrow(
                () ->
                    none(
                        "Training "
                            + id
                            + " has no "
                            + name
                            + ", or it has not been written yet."));
    return Response.ok(bytes, type)
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .build();
  }

  private static ProblemException none(String detail) {
    return ProblemKind.NO_REPORT.exception(detail);
  }
}
