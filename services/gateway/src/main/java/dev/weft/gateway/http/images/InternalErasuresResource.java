package dev.weft.gateway.http.images;

import dev.weft.gateway.views.cluster.HttpPeers;
import dev.weft.gateway.views.streams.LocalViews;
import dev.weft.gateway.views.streams.ViewJson;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Which of the images that this replica owns were erased, for the other replicas. */
@Path(HttpPeers.ERASURES_PATH)
@Blocking
public final class InternalErasuresResource {

  private final LocalViews local;

  InternalErasuresResource(LocalViews local) {
    this.local = local;
  }

  @GET
  @Path("/{id}")
  @Operation(hidden = true)
  public Response get(@PathParam("id") String id) {
    return local
        .erasure(id)
        .map(found -> Response.ok(ViewJson.write(found), MediaType.APPLICATION_JSON_TYPE).build())
        .orElseGet(() -> Response.status(Response.Status.NOT_FOUND).build());
  }
}
