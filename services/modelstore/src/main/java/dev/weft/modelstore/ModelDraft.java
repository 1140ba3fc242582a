package dev.weft.modelstore;

import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.reference.Reference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A version that is not published yet.
 *
 * @param name the model's name
 * @param classes in the order of the logits
 * @param preprocessing how an image becomes the network's input
 * @param golden the logits of the golden input
 * @param files by their name in the bundle; {@link ModelManifest#ONNX} and {@link
 *     ModelManifest#WEIGHTS} at least
 * @param origin where it comes from
 * @param reference what it said of the test images; null if there were none
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

  /** The same with another file beside the others. */
  public ModelDraft withFile(String file, Path path) {
    return withFiles(Map.of(file, path));
  }

  /** The same with other files beside those that there are. */
  public ModelDraft withFiles(Map<String, Path> others) {
    Map<String, Path> more = new HashMap<>(files);
    more.putAll(others);
    return new ModelDraft(name, classes, preprocessing, golden, more, origin, reference);
  }

  /** The same with figures of a training that was done elsewhere. */
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

  /** Of a version that was not tried on test images. */
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
