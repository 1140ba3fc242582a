package dev.weft.xception.engine.onnx;

import ai.onnxruntime.OrtException;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Batches;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineCandidate;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.GoldenCheck;
import dev.weft.xception.onnx.ClassMapGraph;
import dev.weft.xception.onnx.OnnxExport;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a version's serving graph, one image at a time, and returns its class activation maps
 * together with the logits. On a processor only, since a map is computed for a person on demand.
 * Thread-safe.
 */
public final class OnnxClassMaps implements AutoCloseable {
  private final ModelFiles files;
  private final OnnxSession session;

  /**
   * The graph's output for one image.
   *
   * @param logits {@code [classes]}
   * @param maps {@code [h][w][classes]}, row-major
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(float[] logits, float[] maps) {}

  private OnnxClassMaps(ModelFiles files, OnnxSession session) {
    this.files = files;
    this.session = session;
  }

  /**
   * Loads a version and checks it against its golden case. Loading needs temporary disk space of
   * the graph's size, and twice that in memory until it is closed.
   *
   * @param threads the threads of one call; 0 for the number of cores
   * @throws EngineException if ONNX Runtime is missing or refuses the graph, or the logits differ
   *     from the golden ones
   * @throws IOException if the graph cannot be copied
   */
  public static OnnxClassMaps load(ModelFiles files, GoldenCase golden, int threads)
      throws IOException {
    GoldenCheck check = new GoldenCheck(golden, files);
    OnnxRuntime.obstacle()
        .ifPresent(
            reason -> {
              throw new EngineException(reason);
            });
    OnnxClassMaps loaded = new OnnxClassMaps(files, session(files.onnx(), threads));
    try {
      float[] logits = loaded.run(GoldenCheck.images(files, 1)).logits();
      check.require(new float[][] {logits}, EngineCandidate.FLOAT32_TOLERANCE);
      return loaded;
    } catch (RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  private static OnnxSession session(Path serving, int threads) throws IOException {
    Path graph = Files.createTempFile("weft-class-maps-", ".onnx");
    try {
      ClassMapGraph.write(serving, graph);
      return new OnnxSession("The explained version", OnnxCpu.session(graph, threads));
    } catch (OrtException e) {
      throw new EngineException(
          "ONNX Runtime rejected the graph with its class maps: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(graph);
    }
  }

  /**
   * Runs the graph.
   *
   * @param image in the format of {@link Engine#infer}
   * @throws EngineException if ONNX Runtime fails
   */
  public Answer run(FloatBuffer image) {
    Batches.requireBatch(image, 1, files);
    return session.run(
        image,
        new long[] {1, 3, files.height(), files.width()},
        List.of(OnnxExport.LOGITS, ClassMapGraph.CLASS_MAPS),
        values -> new Answer(floats(values.get(0)), floats(values.get(1))));
  }

  private static float[] floats(FloatBuffer values) {
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return copy;
  }

  /** Frees the session, after waiting for calls in progress. */
  @Override
  public void close() {
    session.close();
  }
}
