package dev.weft.gateway.http;

import dev.weft.events.RolloutChanged;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.gateway.rollouts.Rollouts;
import dev.weft.modelstore.ModelManifest;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Published model versions. */
@Path("/v1/models")
@Tag(name = "models")
@Blocking
public final class ModelsResource {

  private final PublishedModels models;
  private final Rollouts rollouts;

  ModelsResource(PublishedModels models, Rollouts rollouts) {
    this.models = models;
    this.rollouts = rollouts;
  }

  /** All models. */
  @Schema(name = "ModelList")
  public record ModelsJson(List<ModelJson> models) {}

  /** A model. */
  @Schema(name = "Model")
  public record ModelJson(
      @Schema(examples = "clothing") String name,
      @Schema(description = "oldest first") List<VersionJson> versions) {}

  /** A version. */
  @Schema(name = "ModelVersion")
  public record VersionJson(
      int version,
      List<String> classes,
      Instant publishedAt,
      @Schema(description = "height and width in pixels", examples = "[299, 299]")
          List<Integer> inputSize,
      @Schema(description = "its names") List<String> aliases,
      @Schema(description = "whether it answers what a candidate does not") boolean serving,
      @Schema(description = "whether it is being rolled out") boolean candidate) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "models", summary = "Models and their versions")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ModelsJson.class)))
  public ModelsJson models() {
    return new ModelsJson(
        models.names().stream().map(name -> new ModelJson(name, versions(name))).toList());
  }

  private List<VersionJson> versions(String name) {
    Optional<RolloutChanged> state = rollouts.get(name);
    return models.versions(name).stream()
        .map(manifest -> json(manifest, Standing.of(manifest.version(), state)))
        .toList();
  }

  private static VersionJson json(ModelManifest manifest, Standing standing) {
    return new VersionJson(
        manifest.version(),
        manifest.classes(),
        manifest.publishedAt(),
        ModelVersionJson.inputSize(manifest),
        standing.aliases(),
        standing.serving(),
        standing.candidate());
  }
}
