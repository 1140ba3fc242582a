package dev.weft.xception.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.xception.Starter;
import dev.weft.xception.dl4j.Dl4jWeights;
import dev.weft.xception.dl4j.Nd4jThreads;
import dev.weft.xception.dl4j.TrainableGraphs;
import dev.weft.xception.network.Block;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares fused blocks with DL4J's own layers, and both with numerical gradients. */
class FusedBlockTest {
  private static final int IMAGES = 3;
  private static final int CLASSES = 10;
  private static final TrainableGraphs GRAPHS = new TrainableGraphs(1e-3, 0, 1);

  @BeforeAll
  static void loadNatives() {
    Nd4jThreads.limit(0);
  }

  @ParameterizedTest(name = "from block {0} on {1}x{2}")
  @CsvSource({"13, 6, 6", "13, 7, 5", "12, 5, 6"})
  void giveTheLossAndTheGradientsOfDl4jsLayers(int from, int height, int width) {
    try (FusedMemory memory = new FusedMemory(2);
        Trained fused = fused(from, height, width, memory);
        Trained plain = plain(from, height, width)) {
      INDArray input = input(height, width, IMAGES);

      double expected = plain.loss(input.dup());
      double actual = fused.loss(input);

      assertThat(actual).isCloseTo(expected, within(1e-5));
      Weights wanted = plain.gradients();
      fused
          .gradients()
          .tensors()
          .forEach((name, found) -> requireSame(name, wanted.get(name), found));
    }
  }

  @Test
  void followTheGradientAsFarAsItSays() {
    double step = 2e-5;
    try (FusedMemory memory = new FusedMemory(2);
        Trained fused = fused(12, 6, 6, memory)) {
      INDArray input = input(6, 6, IMAGES);
      fused.loss(input);
      INDArray gradient = fused.graph.getFlattenedGradients().dup();
      INDArray start = fused.graph.params().dup();
      INDArray move = gradient.mul(step).reshape(start.shape());

      fused.graph.params().assign(start.add(move));
      double above = fused.loss(input);
      fused.graph.params().assign(start.sub(move));
      double below = fused.loss(input);

      // DL4J sums the gradient over the batch here, and divides by the batch size only in the
      // update.
      double square = Math.pow(gradient.norm2Number().doubleValue(), 2) / IMAGES;
      assertThat((above - below) / (2 * step)).isCloseTo(square, within(square * 0.02));
    }
  }

  @Test
  void takeASmallerBatchAfterALargerOneAndTheOtherWayRound() {
    try (FusedMemory memory = new FusedMemory(1);
        Trained fused = fused(13, 6, 6, memory)) {
      double one = fused.loss(input(6, 6, 1));
      fused.loss(input(6, 6, 5));

      assertThat(fused.loss(input(6, 6, 1))).isCloseTo(one, within(1e-6));
    }
  }

  private static void requireSame(String name, Tensor wanted, Tensor found) {
    double off = 0;
    double size = 0;
    for (int i = 0; i < wanted.size(); i++) {
      off += Math.pow(wanted.get(i) - found.get(i), 2);
      size += Math.pow(wanted.get(i), 2);
    }
    assertThat(Math.sqrt(off)).as(name).isLessThanOrEqualTo(1e-4 * Math.sqrt(size));
  }

  /** A graph whose gradients can be read like weights. */
  private record Trained(ComputationGraph graph) implements AutoCloseable {
    double loss(INDArray input) {
      float[][] labels = new float[(int) input.size(0)][CLASSES];
      for (int i = 0; i < labels.length; i++) {
        labels[i][i % CLASSES] = 1;
      }
      graph.setInput(0, input);
      graph.setLabels(Nd4j.createFromArray(labels));
      graph.computeGradientAndScore();
      return graph.score();
    }

    /** The gradients in place of the weights, which are lost; frozen statistics count as 0. */
    Weights gradients() {
      INDArray parameters = graph.params();
      parameters.assign(graph.getFlattenedGradients().reshape(parameters.shape()));
      return Dl4jWeights.of(graph, zeros());
    }

    @Override
    public void close() {
      graph.close();
    }
  }

  private static Weights zeros() {
    Map<String, Tensor> zeros = new LinkedHashMap<>();
    Xception.tensors(CLASSES)
        .forEach(spec -> zeros.put(spec.name(), new Tensor(spec.shape(), new float[spec.size()])));
    return Weights.of(zeros);
  }

  private static Trained fused(int from, int height, int width, FusedMemory memory) {
    return new Trained(
        GRAPHS.fusedTail(Starter.weights(), blocks(from), 728, height, width, memory));
  }

  private static Trained plain(int from, int height, int width) {
    return new Trained(GRAPHS.tail(Starter.weights(), blocks(from), 728, height, width));
  }

  private static List<Block> blocks(int from) {
    return Xception.blocks().subList(from - 1, Xception.blocks().size());
  }

  private static INDArray input(int height, int width, int images) {
    Random random = new Random(5);
    float[] values = new float[images * 728 * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.create(values, new long[] {images, 728, height, width}, 'c');
  }
}
