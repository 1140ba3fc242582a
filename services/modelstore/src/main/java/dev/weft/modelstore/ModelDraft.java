package dev.weft.modelstore;

import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.reference.Reference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A version to be published.
 *
 * @param name the model's name
 * @param classes in the order of the logits
 * @param preprocessing how an image is converted to the network's input
 * @param golden the logits of the golden input
 * @param files by their name in the bundle; {@link ModelManifest#ONNX} and {@link
 *     ModelManifest#WEIGHTS} at least
 * @param origin the version's origin
 * @param reference distributions of the version's answers for the test images; null if there were
 *     none
 */
public record ModelDraft(
    String name,
    List<String> classes,
    Preprocessing preprocessing,
    GoldenCase golden,
    Map<String, Path> files,
    Origin origin,
    Reference reference) {
  public ModelDraft {
    Names.requireModel(name);
    classes = ModelManifest.requireClasses(classes);
    Objects.requireNonNull(preprocessing, "preprocessing");
    Objects.requireNonNull(golden, "golden");
    files = Map.copyOf(files);
    files.keySet().forEach(Names::requireFile);
    Objects.requireNonNull(origin, "origin");
  }

  /** Returns the files of its network in float32. */
  public ModelFiles float32Files() {
    return new ModelFiles(
        files.get(ModelManifest.ONNX),
        files.get(ModelManifest.WEIGHTS),
        classes.size(),
        preprocessing.height(),
        preprocessing.width());
  }

  /** Returns the draft with an additional file. */
  public ModelDraft withFile(String file, Path path) {
    return withFiles(Map.of(file, path));
  }

  /** Returns the draft with additional files. */
  public ModelDraft withFiles(Map<String, Path> others) {
    Map<String, Path> more = new HashMap<>(files);
    more.putAll(others);
    return new ModelDraft(name, classes, preprocessing, golden, more, origin, reference);
  }

  /** Returns the draft with metrics of a training that was run elsewhere. */
  public ModelDraft withMetrics(Map<String, Double> metrics) {
    Origin measured =
        new Origin(
            origin.kind(),
            origin.source(),
            origin.sha256(),
            origin.parent(),
            metrics,
            origin.training());
    return new ModelDraft(name, classes, preprocessing, golden, files, measured, reference);
  }

  /** A draft of a version that was not evaluated on test images. */
  public ModelDraft(
      String name,
      List<String> classes,
      Preprocessing preprocessing,
      GoldenCase golden,
      Map<String, Path> files,
      Origin origin) {
    this(name, classes, preprocessing, golden, files, origin, null);
  }
}
