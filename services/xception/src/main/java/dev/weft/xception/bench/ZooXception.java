package dev.weft.xception.bench;

import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.dl4j.Nd4jRelease;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.zoo.model.Xception;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The Xception of DL4J's model zoo with random weights, for comparison only. */
final class ZooXception implements Engine {
  private final ModelFiles files;
  private final ComputationGraph graph;

  ZooXception(ModelFiles files) {
    this.files = files;
    this.graph =
        Xception.builder()
            .numClasses(files.classes())
            .inputShape(new int[] {3, files.height(), files.width()})
            .build()
            .init();
  }

  /** The zoo is a dependency of the command line only. */
  static boolean isHere() {
    return ZooXception.class.getResource("/org/deeplearning4j/zoo/model/Xception.class") != null;
  }

  @Override
  public EngineInfo info() {
    return new EngineInfo(EngineBenchmark.ZOO, Nd4jRelease.version(), "ND4J's backend", 0);
  }

  /** Returns probabilities instead of logits, which the benchmark ignores. */
  @Override
  public float[][] infer(FloatBuffer images, int n) {
    float[] values = new float[images.remaining()];
    images.duplicate().get(values);
    try (INDArray input = Nd4j.create(values, new long[] {n, 3, files.height(), files.width()})) {
      return graph.outputSingle(input).toFloatMatrix();
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
