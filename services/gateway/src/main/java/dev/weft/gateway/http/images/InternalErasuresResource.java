package dev.weft.gateway.http.images;

import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.views.streams.LocalViews;
import dev.weft.gateway.views.streams.ViewJson;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Erased images, and images under a key, of this replica's partitions; for other replicas. */
@Path("/internal")
@Blocking
public final class InternalErasuresResource {

  private final LocalViews local;

  InternalErasuresResource(LocalViews local) {
    this.local = local;
  }

  @GET
  @Path("/images/by-key")
  @Operation(hidden = true)
  public Response byKey(@QueryParam("key") String key) {
    if (key == null) {
      throw Parameters.bad("The parameter key is missing.");
    }
    return Response.ok(ViewJson.write(local.imagesAt(key)), MediaType.APPLICATION_JSON_TYPE)
        .build();
  }

  @GET
  @Path("/erasures/{id}")
  @Operation(hidden = true)
  public Response get(@PathParam("id") String id) {
    return local
        .erasure(id)
        .map(found -> Response.ok(ViewJson.write(found), MediaType.APPLICATION_JSON_TYPE).build())
        .orElseGet(() -> Response.status(Response.Status.NOT_FOUND).build());
  }
}
