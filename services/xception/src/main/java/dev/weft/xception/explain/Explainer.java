package dev.weft.xception.explain;

import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.onnx.OnnxClassMaps;
import dev.weft.xception.network.FeatureAxis;
import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * Says what decided: class activation mapping, as in B. Zhou, A. Khosla, A. Lapedriza, A. Oliva and
 * A. Torralba, "Learning Deep Features for Discriminative Localization", CVPR 2016
 * (arXiv:1512.04150).
 *
 * <p>Xception ends in a global average pool and one dense layer. Both are linear, so that a logit
 * is the mean, over the positions of the last feature map, of what each position says for the
 * class, and the class's bias. The map holds these parts: nothing of it is an approximation. That a
 * position says something about what lies around it in the picture is one, and a good one.
 *
 * <p>Calls may overlap.
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
   * @param threads of one call; 0 for as many as there are cores
   */
  public static Explainer load(ModelFiles files, GoldenCase golden, int threads)
      throws IOException {
    int cells = FeatureAxis.of(files.width()).cells();
    return new Explainer(files.classes(), cells, OnnxClassMaps.load(files, golden, threads));
  }

  /**
   * Runs the network on one image.
   *
   * @param image a direct buffer in native order, float32 {@code [1, 3, height, width]}, scaled as
   *     the model's manifest says
   * @throws dev.weft.xception.engine.EngineException if the engine fails
   */
  public ClassMaps explain(FloatBuffer image) {
    OnnxClassMaps.Answer answer = graph.run(image);
    return new ClassMaps(answer.logits(), byClass(answer.maps()));
  }

  /** From {@code [h][w][classes]} to {@code [classes][h][w]}. */
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

  /** Frees the engine; waits for calls that are under way. */
  @Override
  public void close() {
    graph.close();
  }
}
