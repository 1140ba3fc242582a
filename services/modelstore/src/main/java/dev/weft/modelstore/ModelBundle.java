package dev.weft.modelstore;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A version on this machine's disk, every file checked against the manifest.
 *
 * @param manifest what it is
 * @param directory that holds its files
 */
public record ModelBundle(ModelManifest manifest, Path directory) {
  public ModelBundle {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(directory, "directory");
  }

  /** What an engine loads. */
  public ModelFiles files() {
    return new ModelFiles(
        directory.resolve(ModelManifest.ONNX),
        directory.resolve(ModelManifest.WEIGHTS),
        manifest.classes().size(),
        manifest.preprocessing().height(),
        manifest.preprocessing().width());
  }

  /** What the engine must answer. */
  public GoldenCase golden() {
    return manifest.goldenCase();
  }
}
