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
    @Schema(description = "in the order of its logits") List<String> classes,
    @Schema(description = "height and width in pixels", examples = "[299, 299]")
        List<Integer> inputSize,
    @Schema(description = "its lineage: parent, metrics, data set, recipe, seed, hardware")
        Origin origin,
    @Schema(description = "size and SHA-256 by name") Map<String, BundleFile> files,
    @Schema(description = "its names") List<String> aliases,
    @Schema(description = "whether it answers what a candidate does not") boolean serving,
    @Schema(description = "whether it is being rolled out") boolean candidate,
    @Schema(description = "images that it learned from, and that have been erased since")
        int erasedImages,
    @Schema(nullable = true, description = "of the last hour; null if it did nothing")
        VersionFiguresJson figures,
    Links links) {

  /** Links to related resources. */
  @Schema(name = "ModelVersionLinks")
  public record Links(
      String self,
      String rollout,
      @Schema(nullable = true, description = "that made it") String training,
      @Schema(nullable = true) String report,
      @Schema(description = "in lists left out") List<String> pictures) {

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
      VersionStatus standing,
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
        standing.aliases(),
        standing.serving(),
        standing.candidate(),
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
