package dev.weft.xception.explain;

import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.onnx.OnnxClassMaps;
import dev.weft.xception.network.FeatureAxis;
import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * Explains predictions by class activation mapping, as in B. Zhou, A. Khosla, A. Lapedriza, A.
 * Oliva and A. Torralba, "Learning Deep Features for Discriminative Localization", CVPR 2016
 * (arXiv:1512.04150).
 *
 * <p>Xception ends in a global average pool and one dense layer. Both are linear, so that a logit
 * is the mean over the contributions of all positions of the last feature map, plus the class's
 * bias. The map contains these contributions exactly. Only the assumption that a position
 * represents its surroundings in the picture is an approximation, and a good one.
 *
 * <p>Thread-safe.
 */
public final class Explainer implements AutoCloseable {
  private final int classes;
  private final int width;
  private final OnnxClassMaps graph;

  private Explainer(int classes, int width, OnnxClassMaps graph) {
    this.classes = classes;
    this.width = width;
    this.graph = graph;
  }

  /**
   * Loads a version; the same checks and failures as {@link OnnxClassMaps#load}.
   *
   * @param threads the threads of one call; 0 for the number of cores
   */
  public static Explainer load(ModelFiles files, GoldenCase golden, int threads)
      throws IOException {
    int cells = FeatureAxis.of(files.width()).cells();
    return new Explainer(files.classes(), cells, OnnxClassMaps.load(files, golden, threads));
  }

  /**
   * Runs the network on one image.
   *
   * @param image a direct buffer in native order, float32 {@code [1, 3, height, width]}, scaled
   *     according to the model's manifest
   * @throws dev.weft.xception.engine.EngineException if the engine fails
   */
  public ClassMaps explain(FloatBuffer image) {
    OnnxClassMaps.Answer answer = graph.run(image);
    return new ClassMaps(answer.logits(), byClass(answer.maps()));
  }

  /** Transposes {@code [h][w][classes]} to {@code [classes][h][w]}. */
  private float[][][] byClass(float[] maps) {
    int height = maps.length / (width * classes);
    float[][][] turned = new float[classes][height][width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < classes; c++) {
          turned[c][y][x] = maps[at++];
        }
      }
    }
    return turned;
  }

  /** Frees the engine, after waiting for calls in progress. */
  @Override
  public void close() {
    graph.close();
  }
}
