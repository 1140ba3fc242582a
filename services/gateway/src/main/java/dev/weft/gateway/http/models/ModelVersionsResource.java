package dev.weft.gateway.http.models;

import dev.weft.events.ModelName;
import dev.weft.events.TrainingId;
import dev.weft.events.object.TrainingKeys;
import dev.weft.gateway.erasures.ErasedMembers;
import dev.weft.gateway.http.models.ModelVersionJson.TrainingFiles;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.rollouts.RolloutViews;
import dev.weft.gateway.http.rollouts.VersionFiguresJson;
import dev.weft.gateway.http.trainings.TrainingReportResource;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.modelstore.ModelManifest;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import dev.weft.objectstore.cdi.StoreConfig;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Versions of a model: origin, aliases and figures. */
@Path("/v1/models/{model}/versions")
@Tag(name = "models")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class ModelVersionsResource {

  /** More files than a report ever has. */
  private static final int MOST_FILES = 200;

  private final PublishedModels models;
  private final KnownVersions known;
  private final RolloutViews rollouts;
  private final ErasedMembers erased;
  private final ObjectStore store;
  private final String bucket;

  ModelVersionsResource(
      PublishedModels models,
      KnownVersions known,
      RolloutViews rollouts,
      ErasedMembers erased,
      ObjectStore store,
      StoreConfig storeConfig) {
    this.models = models;
    this.known = known;
    this.rollouts = rollouts;
    this.erased = erased;
    this.store = store;
    this.bucket = storeConfig.bucket();
  }

  /** A model's versions. */
  @Schema(name = "ModelVersionList")
  public record VersionListJson(
      @Schema(examples = "clothing") String model,
      @Schema(description = "Versions of the model, oldest first.")
          List<ModelVersionJson> versions) {}

  @GET
  @Operation(operationId = "modelVersions", summary = "List the versions of a model")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = VersionListJson.class)))
  @APIResponse(responseCode = "404", description = "The model does not exist")
  public VersionListJson versions(@PathParam("model") String model) {
    List<ModelManifest> manifests = isName(model) ? models.versions(model) : List.of();
    if (manifests.isEmpty() && !(isName(model) && models.isKnown(model))) {
      throw ProblemKind.NO_SUCH_MODEL.exception(
          "No model with this name has been published or created.");
    }
    Map<Integer, VersionFiguresJson> figures = figures(model);
    return new VersionListJson(
        model,
        manifests.stream().map(manifest -> json(manifest, figures, TrainingFiles.NONE)).toList());
  }

  @GET
  @Path("/{version}")
  @Operation(operationId = "modelVersion", summary = "Get a version of a model")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ModelVersionJson.class)))
  @APIResponse(responseCode = "404", description = "The version does not exist, or was deleted")
  public ModelVersionJson version(
      @PathParam("model") String model,
      @Parameter(description = "Version number, or an alias such as `champion`.")
          @PathParam("version")
          String version) {
    ModelManifest manifest = known.require(model, version);
    return json(manifest, figures(model), trainingFiles(manifest));
  }

  private ModelVersionJson json(
      ModelManifest manifest, Map<Integer, VersionFiguresJson> figures, TrainingFiles files) {
    VersionStatus status = VersionStatus.of(manifest.version(), rollouts.state(manifest.name()));
    return ModelVersionJson.of(
        manifest, status, erased.of(manifest), figures.get(manifest.version()), files);
  }

  private Map<Integer, VersionFiguresJson> figures(String model) {
    return rollouts.lastHour(model).versions().stream()
        .collect(Collectors.toMap(VersionFiguresJson::version, Function.identity()));
  }

  private TrainingFiles trainingFiles(ModelManifest manifest) {
    if (manifest.origin().training() == null
        || !TrainingId.isValid(manifest.origin().training().trainingId())) {
      return TrainingFiles.NONE;
    }
    String folder = TrainingKeys.folder(manifest.origin().training().trainingId());
    boolean hasReport = false;
    List<String> pictures = new ArrayList<>();
    Iterator<StoredObject> objects = store.list(bucket, folder, null);
    for (int i = 0; i < MOST_FILES && objects.hasNext(); i++) {
      String name = objects.next().key().substring(folder.length());
      hasReport |= name.equals(TrainingKeys.REPORT);
      if (TrainingReportResource.isPicture(name)) {
        pictures.add(name);
      }
    }
    return new TrainingFiles(hasReport, List.copyOf(pictures));
  }

  private static boolean isName(String model) {
    return model.matches(ModelName.PATTERN);
  }
}
