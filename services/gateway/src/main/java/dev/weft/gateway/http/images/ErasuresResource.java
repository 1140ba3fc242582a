package dev.weft.gateway.http.images;

import io.smallrye.common.annotation.Blocking;
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

/** Status of erasures. */
@Path("/v1/erasures")
@Tag(name = "images")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class ErasuresResource {

  private final ImageErasures erasures;

  ErasuresResource(ImageErasures erasures) {
    this.erasures = erasures;
  }

  @GET
  @Path("/{id}")
  @Operation(
      operationId = "erasure",
      summary = "Get the erasure of an image",
      description =
          "Returns the state of the erasure, and the data sets and versions that still reference"
              + " the image. Erasures are retained for as long as unlabeled images are.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ErasureJson.class)))
  @APIResponse(responseCode = "404", description = "No image with this id was erased")
  public ErasureJson erasure(@PathParam("id") String id) {
    return erasures.require(id);
  }
}
