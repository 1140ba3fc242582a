package dev.weft.xception.dl4j;

import dev.weft.xception.fused.FusedBlock;
import dev.weft.xception.network.Block;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Layer;
import dev.weft.xception.network.Layer.BatchNorm;
import dev.weft.xception.network.Layer.Conv;
import dev.weft.xception.network.Layer.Dense;
import dev.weft.xception.network.Layer.GlobalAveragePool;
import dev.weft.xception.network.Layer.MaxPool;
import dev.weft.xception.network.Layer.Relu;
import dev.weft.xception.network.Layer.SeparableConv;
import dev.weft.xception.network.Padding;
import dev.weft.xception.network.Shortcut;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Weights;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Builds a DL4J graph from the network's description. It differs from the zoo's Xception where DL4J
 * 1.0.0-M2.1 requires it:
 *
 * <ul>
 *   <li>a separable convolution is a {@link DepthwiseConvolution2D} and a 1x1 {@link
 *       ConvolutionLayer}, for which oneDNN has kernels, since {@code SeparableConvolution2D} is
 *       two to three times slower;
 *   <li>an {@link ActivationLayer} follows each batch norm, whose own activation DL4J ignores;
 *   <li>batch norms keep the variance itself, not its logarithm.
 * </ul>
 *
 * <p>Layers have Keras's names; a separable convolution {@code x} is {@code x_depthwise} and {@code
 * x}. The pooled features are {@link #FEATURES}, the logits {@link #LOGITS}; the output, for
 * training, is {@link #PROBABILITIES}. Get the first two with {@code output(List, false, ...)}:
 * {@code feedForward(x, false)} applies ReLU in place and so corrupts the input of a shortcut.
 */
public final class Dl4jXception {
  public static final String INPUT = "images";
  public static final String FEATURES = Xception.pool().name();
  public static final String LOGITS = Xception.head(1).name();
  public static final String PROBABILITIES = "probabilities";

  static final String DEPTHWISE = "_depthwise";

  private final GraphBuilder graph;
  private final Function<BatchNorm, BatchNormalization> norms;
  private final FusedBlocks fused;
  private String last = INPUT;

  /** Creates a block as a single layer. */
  interface FusedBlocks {
    FusedBlock make(Block block, boolean first);
  }

  private Dl4jXception(
      GraphBuilder graph, Function<BatchNorm, BatchNormalization> norms, FusedBlocks fused) {
    this.graph = graph;
    this.norms = norms;
    this.fused = fused;
  }

  /**
   * Creates an initialised graph with these weights. The first call in a JVM loads ND4J's natives.
   * The caller closes the graph.
   *
   * @throws IllegalArgumentException if the weights have no head
   */
  public static ComputationGraph graph(Weights weights, InputSize size) {
    int classes =
        weights
            .classes()
            .orElseThrow(() -> new IllegalArgumentException("these weights have no head"));
    ComputationGraph graph = new ComputationGraph(configuration(size, classes));
    graph.init();
    Dl4jWeights.load(weights, graph);
    return graph;
  }

  /** Returns the graph's configuration, without weights. */
  public static ComputationGraphConfiguration configuration(InputSize size, int classes) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .weightInit(WeightInit.ZERO)
            .activation(Activation.IDENTITY)
            .graphBuilder()
            .addInputs(INPUT)
            .setInputTypes(InputType.convolutional(size.height(), size.width(), 3));
    Dl4jXception xception = new Dl4jXception(builder, Dl4jXception::norm, null);
    Xception.blocks().forEach(xception::addBlock);
    xception.addPool(Xception.pool());
    xception.addHead(Xception.head(classes), null);
    return builder.setOutputs(PROBABILITIES).build();
  }

  /**
   * Returns the configuration for training some of the last blocks, the pool and the head.
   *
   * @param blocks the trained blocks
   * @param input the input of the first of them
   * @param norms creates a batch norm
   * @param fused creates the blocks of separable convolutions; null for DL4J's layers
   * @param learning settings of all layers
   * @param dropout before the head; null for none
   */
  static ComputationGraphConfiguration tail(
      List<Block> blocks,
      InputType input,
      int classes,
      Function<BatchNorm, BatchNormalization> norms,
      FusedBlocks fused,
      NeuralNetConfiguration.Builder learning,
      IDropout dropout) {
    GraphBuilder builder = learning.graphBuilder().addInputs(INPUT).setInputTypes(input);
    Dl4jXception xception = new Dl4jXception(builder, norms, fused);
    blocks.forEach(xception::addBlock);
    xception.addPool(Xception.pool());
    xception.addHead(Xception.head(classes), dropout);
    return builder.setOutputs(PROBABILITIES).build();
  }

  static BatchNormalization norm(BatchNorm norm) {
    return new BatchNormalization.Builder()
        .nIn(norm.channels())
        .nOut(norm.channels())
        .eps(BatchNorm.EPSILON)
        .useLogStd(false)
        .build();
  }

  private void addBlock(Block block) {
    String input = last;
    if (fused != null && FusedBlock.fits(block)) {
      add(block.name(), fused.make(block, last.equals(INPUT)));
      return;
    }
    if (last.equals(INPUT) && block.layers().get(0) instanceof Relu) {
      // A ReLU in inference mode works in place, which would corrupt the input of the shortcut.
      last = INPUT + "_copy";
      graph.addVertex(last, new ScaleVertex(1), INPUT);
    }
    block.layers().forEach(this::addLayer);
    String main = last;
    if (block.shortcut() instanceof Shortcut.Projection projection) {
      last = input;
      List.of(projection.conv(), projection.norm()).forEach(this::addLayer);
      addSum(block, main, last);
    } else if (block.shortcut() instanceof Shortcut.Identity) {
      addSum(block, main, input);
    }
  }

  private void addSum(Block block, String main, String shortcut) {
    String name = block.name() + "_add";
    graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), main, shortcut);
    last = name;
  }

  private void addLayer(Layer layer) {
    if (layer instanceof Conv conv) {
      add(conv.name(), convolution(conv));
    } else if (layer instanceof SeparableConv conv) {
      add(conv.name() + DEPTHWISE, depthwise(conv));
      add(conv.name(), convolution(new Conv("", conv.in(), conv.out(), 1, 1, Padding.SAME)));
    } else if (layer instanceof BatchNorm norm) {
      add(norm.name(), norms.apply(norm));
    } else if (layer instanceof Relu relu) {
      add(relu.name(), new ActivationLayer.Builder().activation(Activation.RELU).build());
    } else if (layer instanceof MaxPool pool) {
      add(
          pool.name(),
          new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
              .kernelSize(MaxPool.KERNEL, MaxPool.KERNEL)
              .stride(MaxPool.STRIDE, MaxPool.STRIDE)
              .convolutionMode(ConvolutionMode.Same)
              .build());
    } else {
      throw new IllegalStateException("a block cannot contain " + layer);
    }
  }

  private static ConvolutionLayer convolution(Conv conv) {
    return new ConvolutionLayer.Builder(conv.kernel(), conv.kernel())
        .nIn(conv.in())
        .nOut(conv.out())
        .stride(conv.stride(), conv.stride())
        .convolutionMode(
            conv.padding() == Padding.SAME ? ConvolutionMode.Same : ConvolutionMode.Truncate)
        .hasBias(false)
        .build();
  }

  private static DepthwiseConvolution2D depthwise(SeparableConv conv) {
    return new DepthwiseConvolution2D.Builder(SeparableConv.KERNEL, SeparableConv.KERNEL)
        .nIn(conv.in())
        .nOut(conv.in())
        .depthMultiplier(1)
        .convolutionMode(ConvolutionMode.Same)
        .hasBias(false)
        .build();
  }

  private void addPool(GlobalAveragePool pool) {
    add(pool.name(), new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
  }

  private void addHead(Dense dense, IDropout dropout) {
    add(
        dense.name(),
        new DenseLayer.Builder().nIn(dense.in()).nOut(dense.out()).dropOut(dropout).build());
    add(
        PROBABILITIES,
        new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build());
  }

  private void add(String name, org.deeplearning4j.nn.conf.layers.Layer layer) {
    graph.addLayer(name, layer, last);
    last = name;
  }
}
