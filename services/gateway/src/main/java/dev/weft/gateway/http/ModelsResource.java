package dev.weft.gateway.http;

import dev.weft.modelstore.BundleCorruptException;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** Published model versions. */
@Path("/v1/models")
@Tag(name = "models")
@Blocking
public final class ModelsResource {

  private static final Logger LOG = Logger.getLogger(ModelsResource.class);

  private final ModelStore store;

  /** Nothing of a version changes once it is published, so it is read once. */
  private final Map<String, ModelManifest> manifests = new ConcurrentHashMap<>();

  ModelsResource(ModelStore store) {
    this.store = store;
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
          List<Integer> inputSize) {}

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
        store.models().stream().map(name -> new ModelJson(name, versions(name))).toList());
  }

  private List<VersionJson> versions(String name) {
    return store.versions(name).stream()
        .flatMap(version -> manifest(name, version).stream())
        .map(ModelsResource::json)
        .toList();
  }

  private Optional<ModelManifest> manifest(String name, int version) {
    String key = name + "/" + version;
    ModelManifest known = manifests.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      Optional<ModelManifest> manifest = store.manifest(name, version);
      manifest.ifPresent(found -> manifests.put(key, found));
      return manifest;
    } catch (BundleCorruptException e) {
      LOG.warnf("model %s is left out of the list: %s", key, e.getMessage());
      return Optional.empty();
    }
  }

  private static VersionJson json(ModelManifest manifest) {
    return new VersionJson(
        manifest.version(),
        manifest.classes(),
        manifest.publishedAt(),
        List.of(manifest.preprocessing().height(), manifest.preprocessing().width()));
  }
}
