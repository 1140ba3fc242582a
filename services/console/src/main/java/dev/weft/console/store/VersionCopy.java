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

/** Publishes a version's files once more, under the next number and with another manifest. */
public final class VersionCopy {
  private final ModelStore models;

  public VersionCopy(ModelStore models) {
    this.models = models;
  }

  /**
   * Publishes it.
   *
   * @param of the version whose files it has
   * @param classes its labels, made of those of the other
   * @param by what makes it, for its origin
   * @param why for its origin
   * @param work folder that is thrown away afterwards
   * @return its number
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
