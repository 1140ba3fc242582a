package dev.weft.gateway.http.system;

import dev.weft.gateway.http.system.SystemJson.GatewayJson;
import dev.weft.gateway.live.LiveFeed;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.gateway.views.streams.LocalViews;
import dev.weft.gateway.views.streams.ViewStreams;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Status of the system. */
@Path("/v1/system")
@Tag(name = "system")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class SystemResource {

  private static final double MILLIS = 1000;

  private final SystemViews system;
  private final ViewStreams views;
  private final LocalViews local;
  private final LiveFeed feed;
  private final String version;

  SystemResource(
      SystemViews system,
      ViewStreams views,
      LocalViews local,
      LiveFeed feed,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.system = system;
    this.views = views;
    this.local = local;
    this.feed = feed;
    this.version = version;
  }

  @GET
  @Operation(
      operationId = "system",
      summary = "Get the status of the whole system",
      description =
          "Responds even if parts of the system are unavailable: values that cannot be determined"
              + " are null or have a `problem` with the reason. Values from the broker and the"
              + " object store may be a few seconds old.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SystemJson.class)))
  public SystemJson system() {
    Instant startedAt = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    return system.json(
        new GatewayJson(
            version,
            startedAt,
            Duration.between(startedAt, Instant.now()).toMillis() / MILLIS,
            owners(),
            views.isRunning() ? "running" : views.isDead() ? "failed" : "starting",
            views.lag(),
            feed.subscribers()));
  }

  private Integer owners() {
    try {
      return local.owners().size();
    } catch (ViewsUnavailableException e) {
      return null;
    }
  }
}
