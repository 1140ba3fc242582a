package dev.weft.xception.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.xception.dl4j.Nd4jThreads;
import dev.weft.xception.dl4j.TrainableGraphs;
import dev.weft.xception.fused.FusedMemory;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.training.ActivationShape;
import dev.weft.xception.training.Cut;
import dev.weft.xception.weights.Weights;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Measures a step of fine-tuning on the exit flow (blocks 13 and 14, pool and head): forward,
 * backward and update of 6.8 million weights. This project's fused blocks and DL4J's own layers are
 * measured alternately, so that other load on the machine affects both.
 */
public final class TrainingBenchmark {
  private static final Cut EXIT_FLOW = Cut.before("block13");
  private static final double LEARNING_RATE = 1e-5;

  private final Weights weights;
  private final InputSize size;
  private final Consumer<String> progress;

  /**
   * @param weights with a head
   * @param size the size of the images; 299x299 makes activations of 728x19x19
   * @param progress receives a line with the result of each round
   */
  public TrainingBenchmark(Weights weights, InputSize size, Consumer<String> progress) {
    this.weights = weights;
    this.size = size;
    this.progress = progress;
  }

  /** A training implementation with its measured times. */
  private record Contestant(
      String name, ComputationGraph graph, List<Double> seconds, List<Double> processor) {
    Contestant(String name, ComputationGraph graph) {
      this(name, graph, new ArrayList<>(), new ArrayList<>());
    }

    void step(MultiDataSet batch, int images) {
      double processorStart = processorSeconds();
      long start = System.nanoTime();
      graph.fit(batch);
      seconds.add((System.nanoTime() - start) / 1e9 / images);
      processor.add((processorSeconds() - processorStart) / images);
    }

    TrainingFigures figures() {
      return new TrainingFigures(name, median(seconds), median(processor));
    }
  }

  /**
   * Runs the benchmark. Takes about two minutes on two cores with 32 images and 5 rounds.
   *
   * @param batchSize images per step, 32 by default
   * @param rounds measured rounds; three more are for warm-up
   * @throws IllegalStateException if ND4J does not compute on a processor
   */
  public TrainingComparison run(int batchSize, int rounds) {
    Nd4jThreads.limit(0);
    if (!TrainableGraphs.canFuse()) {
      throw new IllegalStateException("Fused blocks need ND4J's backend for processors");
    }
    ActivationShape shape = ActivationShape.before(EXIT_FLOW, size);
    TrainableGraphs graphs = new TrainableGraphs(LEARNING_RATE, 0, 1);
    try (FusedMemory memory = new FusedMemory(0)) {
      Contestant fused =
          new Contestant(
              "fused",
              graphs.fusedTail(
                  weights,
                  EXIT_FLOW.trained(),
                  shape.channels(),
                  shape.height(),
                  shape.width(),
                  memory));
      Contestant dl4j =
          new Contestant(
              "dl4j",
              graphs.tailFollowingBatches(
                  weights, EXIT_FLOW.trained(), shape.channels(), shape.height(), shape.width()));
      try {
        return race(fused, dl4j, batch(shape, batchSize), batchSize, rounds);
      } finally {
        fused.graph().close();
        dl4j.graph().close();
      }
    }
  }

  private TrainingComparison race(
      Contestant fused, Contestant dl4j, MultiDataSet batch, int batchSize, int rounds) {
    progress.accept("warming up");
    for (int i = 0; i < 3; i++) {
      fused.graph().fit(batch);
      dl4j.graph().fit(batch);
    }
    for (int round = 0; round < rounds; round++) {
      fused.step(batch, batchSize);
      dl4j.step(batch, batchSize);
      progress.accept(
          "exit flow, batch %d: %.3f s an image fused, %.3f s with DL4J's own layers"
              .formatted(batchSize, fused.seconds().get(round), dl4j.seconds().get(round)));
    }
    return new TrainingComparison(fused.figures(), dl4j.figures(), batchSize);
  }

  private MultiDataSet batch(ActivationShape shape, int images) {
    Random random = new Random(1);
    float[] values = new float[images * shape.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    int classes = weights.classes().orElseThrow();
    float[][] labels = new float[images][classes];
    for (int i = 0; i < images; i++) {
      labels[i][i % classes] = 1;
    }
    long[] sides = {images, shape.channels(), shape.height(), shape.width()};
    return new MultiDataSet(
        new INDArray[] {Nd4j.create(values, sides, 'c')},
        new INDArray[] {Nd4j.createFromArray(labels)},
        null,
        null);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int last = sorted.size() - 1;
    return (sorted.get(last / 2) + sorted.get((last + 1) / 2)) / 2;
  }

  private static double processorSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }
}
