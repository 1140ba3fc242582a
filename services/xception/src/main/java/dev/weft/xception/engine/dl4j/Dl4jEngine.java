package dev.weft.xception.engine.dl4j;

import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.dl4j.Dl4jXception;
import dev.weft.xception.engine.Batches;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOutput;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J. A graph runs one call at a time, so concurrent calls wait for each other. */
final class Dl4jEngine implements Engine {
  private final EngineInfo info;
  private final ModelFiles files;
  private final ComputationGraph graph;
  private boolean closed;

  Dl4jEngine(EngineInfo info, ModelFiles files, ComputationGraph graph) {
    this.info = info;
    this.files = files;
    this.graph = graph;
  }

  @Override
  public EngineInfo info() {
    return info;
  }

  @Override
  public float[][] infer(FloatBuffer images, int n) {
    return run(images, n, Dl4jXception.LOGITS).get(0);
  }

  @Override
  public float[][] features(FloatBuffer images, int n) {
    return run(images, n, Dl4jXception.FEATURES).get(0);
  }

  @Override
  public EngineOutput inferWithFeatures(FloatBuffer images, int n) {
    List<float[][]> found = run(images, n, Dl4jXception.LOGITS, Dl4jXception.FEATURES);
    return new EngineOutput(found.get(0), found.get(1));
  }

  @Override
  public synchronized long residentBytes() {
    return closed ? 0 : graph.numParams() * Float.BYTES;
  }

  private synchronized List<float[][]> run(FloatBuffer images, int n, String... outputs) {
    Batches.requireBatch(images, n, files);
    if (closed) {
      throw new EngineException("The engine " + info.name() + " is closed");
    }
    float[] values = new float[images.remaining()];
    images.duplicate().get(values);
    try (INDArray input = Nd4j.create(values, new long[] {n, 3, files.height(), files.width()})) {
      INDArray[] results = graph.output(List.of(outputs), false, new INDArray[] {input}, null);
      return Stream.of(results).map(result -> rows(result, n)).toList();
    } catch (RuntimeException e) {
      throw new EngineException("DL4J failed: " + e.getMessage(), e);
    }
  }

  private static float[][] rows(INDArray values, int n) {
    return Batches.rows(FloatBuffer.wrap(values.dup('c').data().asFloat()), n);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      graph.close();
    }
  }
}
