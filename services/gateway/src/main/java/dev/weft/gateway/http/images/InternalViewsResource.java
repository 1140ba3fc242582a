package dev.weft.gateway.http.images;

import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ViewSlice;
import dev.weft.gateway.views.cluster.HttpPeers;
import dev.weft.gateway.views.streams.LocalViews;
import dev.weft.gateway.views.streams.ViewJson;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Views of this replica's partitions, for other replicas. */
@Path(HttpPeers.PATH)
@Blocking
public final class InternalViewsResource {

  private final LocalViews local;

  InternalViewsResource(LocalViews local) {
    this.local = local;
  }

  @GET
  @Path("/{id}")
  @Operation(hidden = true)
  public Response get(@PathParam("id") String id) {
    return local
        .get(id)
        .map(view -> Response.ok(ViewJson.write(view), MediaType.APPLICATION_JSON_TYPE).build())
        .orElseGet(() -> Response.status(Response.Status.NOT_FOUND).build());
  }

  @GET
  @Operation(hidden = true)
  public Response list(
      @QueryParam("limit") String limit,
      @QueryParam("cursor") String cursor,
      @QueryParam("label") String label,
      @QueryParam("state") String state,
      @QueryParam("labeled") String labeled) {
    ImageFilter filter =
        Optional.ofNullable(label)
            .<ImageFilter>map(ImageFilter.Predicted::new)
            .or(() -> Optional.ofNullable(labeled).map(ImageFilter.Labeled::new))
            .orElseGet(() -> Parameters.filter(null, state, null).orElseThrow());
    ViewSlice slice = local.list(filter, Parameters.cursor(cursor), Parameters.limit(limit));
    return Response.ok(ViewJson.write(slice), MediaType.APPLICATION_JSON_TYPE).build();
  }
}
