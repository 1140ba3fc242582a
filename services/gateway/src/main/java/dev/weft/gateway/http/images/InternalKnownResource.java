package dev.weft.gateway.http.images;

import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.views.cluster.ImageIds;
import dev.weft.gateway.views.streams.CompleteViews;
import dev.weft.gateway.views.streams.ViewJson;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Which images this replica knows, for the replica that reconciles. */
@Path("/internal/images/known")
@Blocking
public final class InternalKnownResource {

  private final CompleteViews views;

  InternalKnownResource(CompleteViews views) {
    this.views = views;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Response known(byte[] body) {
    return Response.ok(
            ViewJson.write(views.among(ids(body).ids())), MediaType.APPLICATION_JSON_TYPE)
        .build();
  }

  private static ImageIds ids(byte[] body) {
    try {
      ImageIds ids = ViewJson.read(body, ImageIds.class);
      if (ids != null) {
        return ids;
      }
    } catch (UncheckedIOException e) {
      throw Parameters.bad(
          "Send a body such as {\"ids\": [\"a\", \"b\"]}, %d ids at most.", ImageIds.MOST);
    }
    throw Parameters.bad("Send a body such as {\"ids\": [\"a\", \"b\"]}.");
  }
}
