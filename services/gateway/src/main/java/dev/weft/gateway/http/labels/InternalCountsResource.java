package dev.weft.gateway.http.labels;

import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.labels.Labels;
import dev.weft.gateway.labels.LocalRanking;
import dev.weft.gateway.views.streams.LocalViews;
import dev.weft.gateway.views.streams.ViewJson;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Label counts and rankings of this replica's partitions, for other replicas. */
@Path("/internal")
@Blocking
public final class InternalCountsResource {

  private final LocalViews local;
  private final LocalRanking ranking;

  InternalCountsResource(LocalViews local, LocalRanking ranking) {
    this.local = local;
    this.ranking = ranking;
  }

  @GET
  @Path("/labels/ranking")
  @Operation(hidden = true)
  public Response ranking(@QueryParam("each") String each) {
    return json(ranking.best(Parameters.each(each), Labels.MAX_RANKED));
  }

  @GET
  @Path("/labels/counts")
  @Operation(hidden = true)
  public Response counts() {
    return json(local.labels());
  }

  @GET
  @Path("/images/count")
  @Operation(hidden = true)
  public Response images(@QueryParam("state") String state) {
    return json(local.count(Parameters.filter(null, state, null).orElseThrow()));
  }

  private static Response json(Object value) {
    return Response.ok(ViewJson.write(value), MediaType.APPLICATION_JSON_TYPE).build();
  }
}
