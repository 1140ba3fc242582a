package dev.weft.client.model;

import dev.weft.client.figures.VersionFigures;
import dev.weft.client.json.SentAsNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A published version.
 *
 * @param model such as {@code clothing}
 * @param version the version's number, from 1
 * @param publishedAt when the version was published
 * @param classes in the order of its logits
 * @param inputSize height and width in pixels
 * @param origin its lineage: parent, metrics, data set, recipe, seed, hardware
 * @param files size and SHA-256 by name
 * @param aliases its aliases
 * @param serving whether it is the serving version
 * @param candidate whether it is being rolled out
 * @param erasedImages number of its training images that have been erased since
 * @param figures the figures of the last hour; null without activity
 * @param links paths of related resources
 */
public record ModelVersionDetail(
    String model,
    int version,
    Instant publishedAt,
    List<String> classes,
    List<Integer> inputSize,
    Origin origin,
    Map<String, BundleFile> files,
    List<String> aliases,
    boolean serving,
    boolean candidate,
    int erasedImages,
    @SentAsNull VersionFigures figures,
    Links links) {

  /**
   * Paths of the version's resources, relative to the server's address.
   *
   * @param self the version
   * @param rollout the model's rollout
   * @param training the training that produced it; null if none did
   * @param report its training's report; null if there is none
   * @param pictures the pictures of its training's report; none in lists
   */
  public record Links(
      String self,
      String rollout,
      @SentAsNull String training,
      @SentAsNull String report,
      List<String> pictures) {}

  /**
   * A file of a version's bundle.
   *
   * @param size the size in bytes
   * @param sha256 lower-case hexadecimal
   */
  public record BundleFile(long size, String sha256) {}
}
