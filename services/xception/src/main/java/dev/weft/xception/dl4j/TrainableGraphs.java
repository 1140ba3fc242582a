package dev.weft.xception.dl4j;

import dev.weft.xception.network.Block;
import dev.weft.xception.weights.Weights;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Graphs that {@code fit} trains with Adam, batch-norm statistics frozen ({@link FrozenNorm}). Both
 * end in {@link Dl4jXception#PROBABILITIES}; the caller closes them.
 *
 * @param learningRate of Adam
 * @param dropout the share of the features that the head does not see
 * @param seed of dropout
 */
public record TrainableGraphs(double learningRate, double dropout, long seed) {

  /**
   * The last blocks, pool and head.
   *
   * @param weights with a head
   * @param blocks that are trained
   * @param channels of what the first of them gets
   * @param height likewise
   * @param width likewise
   */
  public ComputationGraph tail(
      Weights weights, List<Block> blocks, int channels, int height, int width) {
    return graph(
        weights,
        Dl4jXception.tail(
            blocks,
            InputType.convolutional(height, width, channels),
            weights.classes().orElseThrow(),
            norm -> new FrozenNorm(norm.channels()),
            learning(),
            dropoutLayer()));
  }

  /** The head alone, from {@code [n, 2048]} features. */
  public ComputationGraph head(Weights weights) {
    return graph(
        weights, Dl4jXception.head(weights.classes().orElseThrow(), learning(), dropoutLayer()));
  }

  private static ComputationGraph graph(
      Weights weights, ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    Dl4jWeights.load(weights, graph);
    return graph;
  }

  private NeuralNetConfiguration.Builder learning() {
    return new NeuralNetConfiguration.Builder()
        .weightInit(WeightInit.ZERO)
        .activation(Activation.IDENTITY)
        .updater(new Adam(learningRate));
  }

  private IDropout dropoutLayer() {
    return dropout == 0 ? null : new SeededDropout(dropout, seed);
  }
}
