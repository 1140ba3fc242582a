package dev.weft.gateway.http.rollouts;

import dev.weft.events.rollout.RolloutChanged;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Rollouts: which versions serve, why, and their figures. */
@Path("/v1/rollouts")
@Tag(name = "rollouts")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class RolloutsResource {

  private final RolloutViews views;

  RolloutsResource(RolloutViews views) {
    this.views = views;
  }

  /** Sorted by the models' names. */
  @Schema(name = "RolloutList")
  public record RolloutListJson(List<RolloutJson> rollouts) {}

  @GET
  @Operation(operationId = "rollouts", summary = "List the rollout states of all models")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RolloutListJson.class)))
  public RolloutListJson rollouts() {
    return new RolloutListJson(views.all());
  }

  @GET
  @Path("/{model}")
  @Operation(
      operationId = "rollout",
      summary = "Get the rollout state of a model",
      description =
          "Includes the model's replicas and live metrics. The ETag is the revision of the state;"
              + " send it as If-Match with an order to ensure that the state has not changed in"
              + " between.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RolloutJson.class)))
  @APIResponse(responseCode = "404", description = "The model has no rollout state")
  public Response rollout(@PathParam("model") String model) {
    RolloutChanged state = views.require(model);
    return tagged(Response.ok(views.json(state)), state.revision());
  }

  /** Adds the revision as the ETag. */
  static Response tagged(Response.ResponseBuilder response, int revision) {
    return response.tag(new EntityTag(String.valueOf(revision))).build();
  }
}
