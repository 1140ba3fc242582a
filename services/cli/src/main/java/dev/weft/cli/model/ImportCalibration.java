package dev.weft.cli.model;

import dev.weft.base.Softmax;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.photo.Photo;
import dev.weft.console.photo.Photos;
import dev.weft.console.terminal.Progress;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.QuantizedComparison;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.engine.onnx.OnnxCalibration;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.weights.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds an 8-bit graph to an import: some of the photographs calibrate it, and the others compare it
 * with float32. The rule is that of trainings.
 */
final class ImportCalibration {
  private static final int LEAST_PHOTOS = 40;
  private static final int MOST_CALIBRATING = 200;
  private static final int MOST_COMPARED = 1000;

  private final Path folder;
  private final ImageReader reader = ImageReaders.create(DecodeLimits.DEFAULT);
  private final List<Photo> calibrating;
  private final List<Photo> compared;

  /**
   * @param folder photographs in folders named after classes
   * @throws CliException if there are too few
   */
  ImportCalibration(Path folder) {
    this.folder = folder;
    List<Photo> photos = Photos.inTurn(folder, MOST_CALIBRATING + MOST_COMPARED);
    if (photos.size() < LEAST_PHOTOS) {
      throw new CliException(
          ExitCode.USAGE,
          "%s has %d photographs, but %d are required to calibrate"
              .formatted(folder, photos.size(), LEAST_PHOTOS),
          "use a folder with more of them");
    }
    int first = Math.min(MOST_CALIBRATING, photos.size() / 2);
    calibrating = photos.subList(0, first);
    compared = photos.subList(first, photos.size());
  }

  /**
   * The result.
   *
   * @param note for people
   */
  record Result(ModelDraft draft, String note) {}

  /**
   * Returns the draft with the graph if that is accurate enough, or else as it is.
   *
   * @param work a directory for the files
   * @throws CliException if the folders are not those of the classes
   */
  Result addTo(ModelDraft draft, Path work, Progress progress) throws IOException {
    List<Integer> labels = compared.stream().map(photo -> label(photo, draft.classes())).toList();
    Preprocessing preprocessing = draft.preprocessing();
    Path graph = work.resolve(QuantizedVariant.GRAPH);
    OnnxCalibration.write(
        SafeTensors.read(draft.files().get(ModelManifest.WEIGHTS)),
        new InputSize(preprocessing.height(), preprocessing.width()),
        taker -> calibrate(preprocessing, taker, progress),
        graph,
        0);
    ModelFiles float32 = draft.float32Files();
    ModelFiles both =
        float32.with(new ModelFiles.Quantized(graph, Engines.int8Golden(float32, graph)));
    QuantizedComparison comparison = compare(draft, both, labels, progress);
    if (comparison.images() == 0) {
      throw new CliException(
          ExitCode.USAGE, "no valid image to compare in " + folder, "use photographs");
    }
    Optional<String> objection = comparison.objection();
    if (objection.isPresent()) {
      return new Result(draft, "without a graph in 8-bit integers: " + objection.get());
    }
    Path description = comparison.variant(both.quantized().orElseThrow().golden()).writeTo(work);
    return new Result(
        draft.withFiles(Map.of(QuantizedVariant.GRAPH, graph, QuantizedVariant.FILE, description)),
        "with a graph in 8-bit integers, which classifies %d of %d photographs correctly, float32 %d"
            .formatted(comparison.right(), comparison.images(), comparison.rightInFloat32()));
  }

  private int label(Photo photo, List<String> classes) {
    int label = classes.indexOf(photo.folder());
    if (label < 0) {
      throw new CliException(
          ExitCode.USAGE,
          "%s lies in the folder %s, which is not a class of the model"
              .formatted(photo.file(), photo.folder()),
          "name the folders in %s after the classes: %s"
              .formatted(folder, String.join(", ", classes)));
    }
    return label;
  }

  private void calibrate(
      Preprocessing preprocessing, OnnxCalibration.Taker taker, Progress progress) {
    FloatBuffer image = allocate(preprocessing);
    int shown = 0;
    for (Photo photo : calibrating) {
      progress.update(shown++, calibrating.size(), "calibrating 8-bit integers");
      if (read(photo, preprocessing, image)) {
        taker.take(image, 1);
      }
    }
  }

  private QuantizedComparison compare(
      ModelDraft draft, ModelFiles files, List<Integer> labels, Progress progress) {
    FloatBuffer image = allocate(draft.preprocessing());
    List<QuantizedComparison.ComparedImage> images = new ArrayList<>();
    try (Engine float32 = load(Engines.FLOAT32, draft, files);
        Engine int8 = load(Engines.INT8, draft, files)) {
      for (int i = 0; i < compared.size(); i++) {
        progress.update(i, compared.size(), "comparing 8-bit integers with float32");
        if (read(compared.get(i), draft.preprocessing(), image)) {
          images.add(
              new QuantizedComparison.ComparedImage(
                  labels.get(i), output(int8, image), output(float32, image)));
        }
      }
    }
    return QuantizedComparison.of(draft.classes(), images, Optional.empty());
  }

  private static Engine load(String engine, ModelDraft draft, ModelFiles files) {
    return Engines.load(files, draft.golden(), new EngineOptions(engine, 0, 1, 0));
  }

  private static QuantizedComparison.Output output(Engine engine, FloatBuffer image) {
    EngineOutput output = engine.inferWithFeatures(image.duplicate(), 1);
    double[] softmax = Softmax.of(output.logits()[0]);
    float[] probabilities = new float[softmax.length];
    for (int i = 0; i < softmax.length; i++) {
      probabilities[i] = (float) softmax[i];
    }
    return new QuantizedComparison.Output(probabilities, output.features()[0]);
  }

  /** Reads a photograph; one that cannot be read is skipped. */
  private boolean read(Photo photo, Preprocessing preprocessing, FloatBuffer image) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(photo.file());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + photo.file(), e);
    }
    boolean valid = reader.read(bytes, preprocessing, image.clear()) instanceof ImageReading.Read;
    image.flip();
    return valid;
  }

  private static FloatBuffer allocate(Preprocessing preprocessing) {
    return ByteBuffer.allocateDirect(preprocessing.tensorLength() * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
