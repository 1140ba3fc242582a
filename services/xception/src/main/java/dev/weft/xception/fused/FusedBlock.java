package dev.weft.xception.fused;

import dev.weft.xception.network.Block;
import dev.weft.xception.network.Layer.BatchNorm;
import dev.weft.xception.network.Layer.MaxPool;
import dev.weft.xception.network.Layer.SeparableConv;
import dev.weft.xception.network.Padding;
import dev.weft.xception.weights.Weights;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A whole block of separable convolutions with frozen batch-norm statistics as one DL4J layer, for
 * processors. It computes the same as DL4J's separate layers, up to rounding, in less than half the
 * time: no separate passes over the activations for batch norm, ReLU and sum, one matrix product
 * per convolution for the whole batch, no im2col.
 *
 * <p>Its parameters have Keras's layout and the names returned by {@link #parameter}.
 */
public final class FusedBlock extends BaseLayer {
  private static final long serialVersionUID = 1L;

  private final transient Block block;
  private final transient Weights weights;
  private final transient FusedMemory memory;
  private final boolean first;

  /**
   * @param weights the weights with the batch-norm statistics
   * @param memory shared by the graph's blocks; closed after the graph
   * @param first whether the gradient of the block's input is not needed
   */
  public FusedBlock(Block block, Weights weights, FusedMemory memory, boolean first) {
    this.block = block;
    this.weights = weights;
    this.memory = memory;
    this.first = first;
  }

  /** Whether a block consists of separable convolutions, as all but the first do. */
  public static boolean fits(Block block) {
    return block.layers().stream().anyMatch(SeparableConv.class::isInstance);
  }

  /**
   * Returns DL4J's name of a weight, without underscores, which DL4J treats as the end of a layer's
   * name.
   *
   * @param tensor the weight's canonical name
   */
  public static String parameter(String tensor) {
    return tensor.replace('_', '.');
  }

  Block block() {
    return block;
  }

  Statistics statistics() {
    return new Statistics(weights);
  }

  FusedMemory memory() {
    return memory;
  }

  boolean first() {
    return first;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    FusedBlockLayer layer = new FusedBlockLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialise));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return new BlockParameters();
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    InputType.InputTypeConvolutional planes = (InputType.InputTypeConvolutional) input;
    boolean pooled = block.layers().stream().anyMatch(MaxPool.class::isInstance);
    int out =
        block.layers().stream()
            .filter(BatchNorm.class::isInstance)
            .mapToInt(norm -> ((BatchNorm) norm).channels())
            .reduce((before, last) -> last)
            .orElseThrow();
    return InputType.convolutional(
        pooled ? half(planes.getHeight()) : planes.getHeight(),
        pooled ? half(planes.getWidth()) : planes.getWidth(),
        out);
  }

  private static long half(long side) {
    return Padding.SAME.outputSize((int) side, MaxPool.KERNEL, MaxPool.STRIDE);
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    // The input type is known from the network's description.
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  @Override
  public boolean isPretrainParam(String name) {
    return false;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    throw new UnsupportedOperationException("a fused block keeps its memory from step to step");
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
