package dev.weft.console.store;

import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Origin;
import dev.weft.modelstore.QuantizedVariant;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Publishes a copy of a version's files under the next number, with another manifest. */
public final class VersionCopy {
  private final ModelStore models;

  public VersionCopy(ModelStore models) {
    this.models = models;
  }

  /**
   * Publishes the copy.
   *
   * @param of the version to copy
   * @param classes computes its labels from those of the copied version
   * @param by program that makes the copy, for its origin
   * @param why reason, for its origin
   * @param work temporary folder, which the caller deletes
   * @return the number of the new version
   */
  public int publish(
      String model, int of, UnaryOperator<List<String>> classes, String by, String why, Path work) {
    ModelBundle bundle = models.fetch(model, of, work);
    ModelManifest manifest = bundle.manifest();
    return models.publish(
        new ModelDraft(
            model,
            classes.apply(manifest.classes()),
            manifest.preprocessing(),
            bundle.golden(),
            files(bundle),
            Origin.imported(by, why, null)));
  }

  private static Map<String, Path> files(ModelBundle bundle) {
    Set<String> wanted = new HashSet<>(Set.of(ModelManifest.ONNX, ModelManifest.WEIGHTS));
    if (bundle.quantized().isPresent()) {
      wanted.addAll(QuantizedVariant.FILES);
    }
    return wanted.stream()
        .collect(Collectors.toMap(Function.identity(), bundle.directory()::resolve));
  }
}
