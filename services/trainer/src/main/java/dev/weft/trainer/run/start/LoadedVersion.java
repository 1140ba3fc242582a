package dev.weft.trainer.run.start;

import dev.weft.events.ModelRef;
import dev.weft.features.Bases;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.xception.engine.load.SizedGraph;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A published version with its weights in memory: 84 MB. It may be taken at another input size than
 * it was published with.
 *
 * @param bundle the bundle on this machine's disk, as published
 * @param preprocessing the preprocessing of its images, with the size at which it is taken
 * @param graph the graph of that size
 * @param weights the weights of the whole network
 * @param baseId identity of its base, which does not depend on the size
 */
public record LoadedVersion(
    ModelBundle bundle,
    Preprocessing preprocessing,
    SizedGraph graph,
    Weights weights,
    String baseId) {

  public static LoadedVersion of(ModelStore models, String name, int version, Path cache) {
    ModelBundle bundle = models.fetch(name, version, cache);
    try {
      Weights weights = SafeTensors.read(bundle.files().weights());
      return new LoadedVersion(
          bundle,
          bundle.manifest().preprocessing(),
          new SizedGraph(bundle.files(), bundle.golden()),
          weights,
          Bases.id(weights));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the weights of %s:%d".formatted(name, version), e);
    }
  }

  /**
   * Returns the version at an input size: itself, if it already has that size.
   *
   * @param work the directory of the training, for the graph of another size
   */
  public LoadedVersion at(InputSize size, Path work) {
    if (size.height() == preprocessing.height() && size.width() == preprocessing.width()) {
      return this;
    }
    Path onnx =
        work.resolve(
            "%s-%d-%dx%d.onnx"
                .formatted(manifest().name(), manifest().version(), size.width(), size.height()));
    try {
      Files.createDirectories(work);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the working directory " + work, e);
    }
    return new LoadedVersion(
        bundle,
        preprocessing.withSize(size.width(), size.height()),
        SizedGraph.write(weights, bundle.files().weights(), size, onnx),
        weights,
        baseId);
  }

  /** Whether it is taken with the preprocessing that it was published with. */
  public boolean isAsPublished() {
    return preprocessing.equals(manifest().preprocessing());
  }

  /** Returns the manifest as published; for the preprocessing, see {@link #preprocessing}. */
  public ModelManifest manifest() {
    return bundle.manifest();
  }

  /** Returns the files that an engine loads. */
  public ModelFiles files() {
    return graph.files();
  }

  /** Returns the golden case that an engine must reproduce. */
  public GoldenCase golden() {
    return graph.golden();
  }

  public ModelRef ref() {
    return new ModelRef(manifest().name(), manifest().version());
  }
}
