package dev.weft.gateway.http.models;

import dev.weft.gateway.http.rollouts.RolloutJson;
import dev.weft.gateway.http.rollouts.VersionFiguresJson;
import dev.weft.gateway.http.trainings.TrainingJson;
import dev.weft.modelstore.BundleFile;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A version with its origin and its current role. */
@Schema(name = "ModelVersionDetail")
public record ModelVersionJson(
    @Schema(examples = "clothing") String model,
    int version,
    Instant publishedAt,
    @Schema(description = "Classes of the version, in the order of its logits.")
        List<String> classes,
    @Schema(description = "Height and width of the input, in pixels.", examples = "[299, 299]")
        List<Integer> inputSize,
    @Schema(
            description =
                "Lineage of the version: parent, metrics, data set, recipe, seed and hardware.")
        Origin origin,
    @Schema(description = "Size and SHA-256 of each file, by file name.")
        Map<String, BundleFile> files,
    @Schema(description = "Aliases of the version.") List<String> aliases,
    @Schema(
            description =
                "Whether this is the serving version, which classifies all images that a candidate"
                    + " does not.")
        boolean serving,
    @Schema(description = "Whether this is the candidate of a rollout in progress.")
        boolean candidate,
    @Schema(
            description =
                "Number of images that the version was trained on and that have since been erased.")
        int erasedImages,
    @Schema(
            nullable = true,
            description = "Live metrics of the last hour; null if the version was not used.")
        VersionFiguresJson figures,
    Links links) {

  /** Links to related resources. */
  @Schema(name = "ModelVersionLinks")
  public record Links(
      String self,
      String rollout,
      @Schema(
              nullable = true,
              description = "Id of the training that created the version; null if there was none.")
          String training,
      @Schema(nullable = true) String report,
      @Schema(description = "URLs of the report's pictures; omitted in lists.")
          List<String> pictures) {

    public static Links of(ModelManifest manifest, TrainingFiles files) {
      String training =
          manifest.origin().training() == null
              ? null
              : TrainingJson.path(manifest.origin().training().trainingId());
      return new Links(
          path(manifest.name()) + "/" + manifest.version(),
          RolloutJson.path(manifest.name()),
          training,
          files.hasReport() ? training + "/report" : null,
          files.pictures().stream().map(picture -> training + "/report/" + picture).toList());
    }
  }

  /**
   * Files of a training.
   *
   * @param hasReport whether there is a report
   * @param pictures names of its pictures
   */
  record TrainingFiles(boolean hasReport, List<String> pictures) {
    static final TrainingFiles NONE = new TrainingFiles(false, List.of());
  }

  public static ModelVersionJson of(
      ModelManifest manifest,
      VersionStatus status,
      int erasedImages,
      VersionFiguresJson figures,
      TrainingFiles files) {
    return new ModelVersionJson(
        manifest.name(),
        manifest.version(),
        manifest.publishedAt(),
        manifest.classes(),
        inputSize(manifest),
        manifest.origin(),
        manifest.files(),
        status.aliases(),
        status.serving(),
        status.candidate(),
        erasedImages,
        figures,
        Links.of(manifest, files));
  }

  static List<Integer> inputSize(ModelManifest manifest) {
    return List.of(manifest.preprocessing().height(), manifest.preprocessing().width());
  }

  private static String path(String model) {
    return "/v1/models/" + model + "/versions";
  }
}
