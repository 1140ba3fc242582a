package dev.weft.modelstore;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A version on this machine's disk; every file is verified against the manifest.
 *
 * @param manifest the version's manifest
 * @param directory the directory of its files
 */
public record ModelBundle(ModelManifest manifest, Path directory) {
  private static final Logger LOG = System.getLogger(ModelBundle.class.getName());

  public ModelBundle {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(directory, "directory");
  }

  /** Returns the files that an engine loads. */
  public ModelFiles files() {
    return new ModelFiles(
        directory.resolve(ModelManifest.ONNX),
        directory.resolve(ModelManifest.WEIGHTS),
        manifest.classes().size(),
        manifest.preprocessing().height(),
        manifest.preprocessing().width(),
        quantized()
            .map(
                variant ->
                    new ModelFiles.Quantized(
                        directory.resolve(QuantizedVariant.GRAPH), variant.goldenCase())));
  }

  /**
   * Returns the description of its 8-bit graph; empty if it has none, or an invalid one, since a
   * version works without it.
   */
  public Optional<QuantizedVariant> quantized() {
    boolean isHere =
        manifest.files().keySet().containsAll(QuantizedVariant.FILES)
            && QuantizedVariant.FILES.stream()
                .allMatch(file -> Files.isRegularFile(directory.resolve(file)));
    if (!isHere) {
      return Optional.empty();
    }
    try {
      return Optional.of(QuantizedVariant.readFrom(directory));
    } catch (BundleCorruptException e) {
      LOG.log(
          Level.WARNING,
          "{0}:{1} is used in float32 only: {2}",
          manifest.name(),
          Integer.toString(manifest.version()),
          e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns the golden case that an engine must reproduce. */
  public GoldenCase golden() {
    return manifest.goldenCase();
  }
}
