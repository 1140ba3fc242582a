package dev.weft.xception.dl4j;

import dev.weft.xception.fused.FusedBlock;
import dev.weft.xception.fused.FusedMemory;
import dev.weft.xception.network.Block;
import dev.weft.xception.network.Layer.BatchNorm;
import dev.weft.xception.weights.Weights;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Creates graphs that {@code fit} trains with Adam, with frozen batch-norm statistics ({@link
 * FrozenNorm}). Both end in {@link Dl4jXception#PROBABILITIES}; the caller closes them.
 *
 * @param learningRate learning rate of Adam by step
 * @param weightDecay decay of kernels towards 0, relative to the learning rate
 * @param dropout share of the features that are dropped before the head
 * @param seed the seed of dropout
 */
public record TrainableGraphs(
    ISchedule learningRate, double weightDecay, double dropout, long seed) {

  /** A constant learning rate without weight decay. */
  public TrainableGraphs(double learningRate, double dropout, long seed) {
    this(new FixedSchedule(learningRate), 0, dropout, seed);
  }

  /**
   * Creates a graph of the last blocks, pool and head, with {@link FusedBlock}s, which only run on
   * a processor.
   *
   * @param memory the memory of the fused blocks; closed by the caller after the graph
   */
  public ComputationGraph fusedTail(
      Weights weights,
      List<Block> blocks,
      int channels,
      int height,
      int width,
      FusedMemory memory) {
    return graph(
        weights,
        configuration(
            weights,
            blocks,
            InputType.convolutional(height, width, channels),
            TrainableGraphs::frozen,
            (block, first) -> new FusedBlock(block, weights, memory, first)));
  }

  /** Whether ND4J computes on a processor, which fused blocks require. */
  public static boolean canFuse() {
    return "CPU".equals(Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"));
  }

  /**
   * Creates a graph of the last blocks, pool and head, of DL4J's own layers.
   *
   * @param weights with a head
   * @param blocks the trained blocks
   * @param channels the channels of the first block's input
   * @param height the height of the first block's input
   * @param width the width of the first block's input
   */
  public ComputationGraph tail(
      Weights weights, List<Block> blocks, int channels, int height, int width) {
    InputType input = InputType.convolutional(height, width, channels);
    return graph(weights, configuration(weights, blocks, input, TrainableGraphs::frozen, null));
  }

  /**
   * As {@link #tail}, but with batch norms that use each batch's statistics, which is DL4J's
   * default.
   */
  public ComputationGraph tailFollowingBatches(
      Weights weights, List<Block> blocks, int channels, int height, int width) {
    InputType input = InputType.convolutional(height, width, channels);
    return graph(weights, configuration(weights, blocks, input, Dl4jXception::norm, null));
  }

  private static BatchNormalization frozen(BatchNorm norm) {
    return new FrozenNorm(norm.channels());
  }

  private ComputationGraphConfiguration configuration(
      Weights weights,
      List<Block> blocks,
      InputType input,
      Function<BatchNorm, BatchNormalization> norms,
      Dl4jXception.FusedBlocks fused) {
    return Dl4jXception.tail(
        blocks, input, weights.classes().orElseThrow(), norms, fused, learning(), dropoutLayer());
  }

  private static ComputationGraph graph(
      Weights weights, ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    Dl4jWeights.load(weights, graph);
    return graph;
  }

  private NeuralNetConfiguration.Builder learning() {
    var learning =
        new NeuralNetConfiguration.Builder()
            .weightInit(WeightInit.ZERO)
            .activation(Activation.IDENTITY)
            .updater(new Adam(learningRate));
    return weightDecay == 0 ? learning : learning.weightDecay(weightDecay, true);
  }

  private IDropout dropoutLayer() {
    return dropout == 0 ? null : new SeededDropout(dropout, seed);
  }
}
