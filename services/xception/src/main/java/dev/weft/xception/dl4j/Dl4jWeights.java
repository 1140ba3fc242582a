package dev.weft.xception.dl4j;

import dev.weft.xception.fused.FusedBlock;
import dev.weft.xception.network.TensorSpec;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Converts weights between Keras's layout and that of a graph created by {@link Dl4jXception}. */
public final class Dl4jWeights {

  /** From Keras's {@code [h, w, in, out]} to DL4J's {@code [out, in, h, w]}. */
  private static final int[] TO_DL4J = {3, 2, 0, 1};

  private static final int[] TO_KERAS = {2, 3, 1, 0};

  private Dl4jWeights() {}

  /** The block of each layer. */
  private static final Map<String, String> BLOCKS = blocks();

  /**
   * A weight's parameter in a graph.
   *
   * @param turned whether DL4J has another order of dimensions
   */
  private record Place(INDArray parameter, boolean turned) {}

  private static Map<String, String> blocks() {
    Map<String, String> blocks = new HashMap<>();
    Xception.blocks()
        .forEach(block -> block.allLayers().forEach(l -> blocks.put(l.name(), block.name())));
    return blocks;
  }

  /** Copies the weights that the graph has parameters for into it. */
  static void load(Weights weights, ComputationGraph graph) {
    weights
        .tensors()
        .forEach(
            (name, tensor) ->
                place(graph, new TensorSpec(name, tensor.shape()))
                    .ifPresent(place -> copy(tensor, place)));
  }

  private static void copy(Tensor tensor, Place place) {
    float[] values = new float[tensor.size()];
    tensor.values().get(values);
    long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
    try (INDArray keras = Nd4j.create(values, shape, 'c')) {
      INDArray turned = place.turned() ? keras.permute(TO_DL4J) : keras;
      place.parameter().assign(turned.reshape(place.parameter().shape()));
    }
  }

  /** Returns a copy of the graph's current weights. */
  public static Weights of(ComputationGraph graph) {
    int classes = (int) graph.getLayer(Dl4jXception.LOGITS).getParam("b").length();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (TensorSpec spec : Xception.tensors(classes)) {
      tensors.put(spec.name(), tensor(spec, place(graph, spec).orElseThrow()));
    }
    return Weights.of(tensors);
  }

  /**
   * Returns the weights of a whole network: a copy of the graph's current weights, and all others
   * from {@code before}.
   */
  public static Weights of(ComputationGraph graph, Weights before) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    before
        .tensors()
        .forEach(
            (name, tensor) -> {
              TensorSpec spec = new TensorSpec(name, tensor.shape());
              tensors.put(
                  name, place(graph, spec).map(place -> tensor(spec, place)).orElse(tensor));
            });
    return Weights.of(tensors);
  }

  private static Tensor tensor(TensorSpec spec, Place place) {
    INDArray parameter = place.parameter();
    INDArray keras = place.turned() ? parameter.permute(TO_KERAS) : parameter;
    return new Tensor(spec.shape(), keras.dup('c').data().asFloat());
  }

  /**
   * Returns a weight's parameter; empty if the graph has no such layer, or the weight is frozen.
   */
  private static Optional<Place> place(ComputationGraph graph, TensorSpec spec) {
    String block = BLOCKS.get(spec.layer());
    if (block != null && graph.getVertex(block) != null) {
      INDArray parameter = graph.getLayer(block).getParam(FusedBlock.parameter(spec.name()));
      return Optional.ofNullable(parameter).map(values -> new Place(values, false));
    }
    boolean depthwise = spec.weight().equals("depthwise_kernel");
    String layer = depthwise ? spec.layer() + Dl4jXception.DEPTHWISE : spec.layer();
    if (graph.getVertex(layer) == null) {
      return Optional.empty();
    }
    INDArray parameter = graph.getLayer(layer).getParam(parameter(spec));
    return Optional.of(new Place(parameter, spec.shape().size() == 4 && !depthwise));
  }

  private static String parameter(TensorSpec spec) {
    return switch (spec.weight()) {
      case "kernel", "pointwise_kernel", "depthwise_kernel" -> "W";
      case "bias" -> "b";
      case "gamma", "beta" -> spec.weight();
      case "moving_mean" -> "mean";
      case "moving_variance" -> "var";
      default -> throw new IllegalStateException("DL4J has no parameter for " + spec.name());
    };
  }
}
