package dev.weft.xception.keras;

import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.FileDigests;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.Names;
import dev.weft.modelstore.Origin;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.ActivationRanges;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.onnx.Precision;
import dev.weft.xception.weights.KerasWeights;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/** Creates a version from a Keras weight file, for the starter model as well as for imports. */
public final class KerasImport {
  private static final String KIND = "keras-import";

  /** The single output of a base: the golden answer must depend on the whole network. */
  private static final List<String> BASE_OUTPUT = List.of("mean of the features");

  private KerasImport() {}

  /**
   * Reads the weights, writes both graphs' files and computes the golden logits with ONNX Runtime.
   *
   * @param h5 weights in the layout of Keras Applications, with or without the top
   * @param name the model's name
   * @param classes in the order of the logits; empty to number them. A file without a top gets a
   *     head of zeros for them, which must be trained before use
   * @param preprocessing the preprocessing that the weights were trained with
   * @param workDir directory for the draft's files, about 170 MB; the caller deletes it after
   *     publishing
   * @throws dev.weft.xception.weights.WeightsException if the file is not Xception's; the message
   *     names the first tensor that does not fit
   * @throws IllegalArgumentException if the classes do not fit the file
   */
  public static ModelDraft draft(
      Path h5, String name, List<String> classes, Preprocessing preprocessing, Path workDir) {
    Names.requireModel(name);
    return draft(
        h5, headed(h5, KerasWeights.read(h5), classes), name, classes, preprocessing, workDir);
  }

  /**
   * The same with a new, untrained top for other classes, whether or not the file has one.
   *
   * @param classes at least one
   */
  public static ModelDraft withNewTop(
      Path h5, String name, List<String> classes, Preprocessing preprocessing, Path workDir) {
    Names.requireModel(name);
    ModelManifest.requireClasses(classes);
    Weights weights = KerasWeights.read(h5).withFreshHead(classes.size());
    return draft(h5, weights, name, classes, preprocessing, workDir);
  }

  /**
   * Creates a base, which has no classes and is not served: for {@link ModelStore#publishBase}. A
   * top in the file is ignored. The golden answer is the mean of the golden input's pooled
   * features.
   */
  public static ModelDraft base(Path h5, String name, Preprocessing preprocessing, Path workDir) {
    Names.requireModel(name);
    Weights weights = KerasWeights.read(h5).withMeanHead();
    return draft(h5, weights, name, BASE_OUTPUT, preprocessing, workDir);
  }

  /**
   * Adds an 8-bit graph that was calibrated and compared with float32 beforehand. The same ranges
   * give the same bytes everywhere.
   *
   * @param draft of an import, whose weights the ranges belong to
   * @param ranges a file of {@link ActivationRanges}
   * @param description a file of {@link QuantizedVariant}
   * @param workDir directory for the graph, about 22 MB; the caller deletes it after publishing
   * @throws dev.weft.xception.weights.WeightsException if the ranges belong to another network
   */
  public static ModelDraft withQuantized(
      ModelDraft draft, Path ranges, Path description, Path workDir) {
    Path graph = workDir.resolve(QuantizedVariant.GRAPH);
    InputSize size = new InputSize(draft.preprocessing().height(), draft.preprocessing().width());
    write(
        workDir,
        () -> {
          Weights weights = SafeTensors.read(draft.files().get(ModelManifest.WEIGHTS));
          ActivationRanges read = ActivationRanges.read(ranges, weights, size);
          OnnxExport.writeQuantized(weights, size, read, graph);
        });
    return draft.withFiles(
        Map.of(QuantizedVariant.GRAPH, graph, QuantizedVariant.FILE, description));
  }

  private static ModelDraft draft(
      Path h5,
      Weights weights,
      String name,
      List<String> classes,
      Preprocessing preprocessing,
      Path workDir) {
    int count = weights.classes().orElseThrow();
    Path onnx = workDir.resolve(ModelManifest.ONNX);
    Path tensors = workDir.resolve(ModelManifest.WEIGHTS);
    InputSize size = new InputSize(preprocessing.height(), preprocessing.width());
    var files = new ModelFiles(onnx, tensors, count, preprocessing.height(), preprocessing.width());
    // Both take about half of the time, and the caller waits for the import.
    CompletableFuture<String> saved =
        CompletableFuture.supplyAsync(
            () -> {
              write(workDir, () -> SafeTensors.write(weights, tensors));
              return sha256(h5);
            });
    write(workDir, () -> OnnxExport.write(weights, size, Precision.FLOAT32, onnx));
    GoldenCase golden = Engines.golden(files);
    return new ModelDraft(
        name,
        classes.isEmpty() ? numbered(count) : classes,
        preprocessing,
        golden,
        Map.of(ModelManifest.ONNX, onnx, ModelManifest.WEIGHTS, tensors),
        Origin.imported(KIND, h5.getFileName().toString(), join(saved)));
  }

  private static void write(Path workDir, FileWork work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the model's files to " + workDir, e);
    }
  }

  private static String sha256(Path h5) {
    try {
      return FileDigests.of(h5).sha256();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + h5, e);
    }
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private interface FileWork {
    void run() throws IOException;
  }

  private static Weights headed(Path h5, Weights weights, List<String> classes) {
    if (weights.classes().isEmpty()) {
      if (classes.isEmpty()) {
        throw new IllegalArgumentException(h5 + " has no top: specify the classes for a new one");
      }
      return weights.withFreshHead(classes.size());
    }
    int count = weights.classes().getAsInt();
    if (!classes.isEmpty() && classes.size() != count) {
      throw new IllegalArgumentException(
          h5
              + " has "
              + count
              + " classes, but "
              + classes.size()
              + " names were given: specify all of them, or request a new top for other classes");
    }
    return weights;
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj("class-%04d"::formatted).toList();
  }
}
