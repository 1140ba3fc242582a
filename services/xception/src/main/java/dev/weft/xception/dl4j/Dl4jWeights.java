package dev.weft.xception.dl4j;

import dev.weft.xception.network.TensorSpec;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Carries weights between Keras's layout and that of a graph made by {@link Dl4jXception}. */
public final class Dl4jWeights {

  /** From Keras's {@code [h, w, in, out]} to DL4J's {@code [out, in, h, w]}. */
  private static final int[] TO_DL4J = {3, 2, 0, 1};

  private static final int[] TO_KERAS = {2, 3, 1, 0};

  private Dl4jWeights() {}

  /** Copies into the graph what it has layers for. */
  static void load(Weights weights, ComputationGraph graph) {
    for (Map.Entry<String, Tensor> named : weights.tensors().entrySet()) {
      Tensor tensor = named.getValue();
      TensorSpec spec = new TensorSpec(named.getKey(), tensor.shape());
      if (graph.getVertex(layer(spec)) == null) {
        continue;
      }
      float[] values = new float[tensor.size()];
      tensor.values().get(values);
      INDArray parameter = parameter(graph, spec);
      try (INDArray keras = Nd4j.create(values, longs(spec), 'c')) {
        INDArray turned = isTurned(spec) ? keras.permute(TO_DL4J) : keras;
        parameter.assign(turned.reshape(parameter.shape()));
      }
    }
  }

  /** The graph's weights as they are now, copied. */
  public static Weights of(ComputationGraph graph) {
    int classes = (int) graph.getLayer(Dl4jXception.LOGITS).getParam("b").length();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (TensorSpec spec : Xception.tensors(classes)) {
      tensors.put(spec.name(), tensor(graph, spec));
    }
    return Weights.of(tensors);
  }

  /** A whole network: the graph's weights as they are now, and the given ones before its blocks. */
  public static Weights of(ComputationGraph graph, Weights before) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    before
        .tensors()
        .forEach(
            (name, tensor) -> {
              TensorSpec spec = new TensorSpec(name, tensor.shape());
              boolean trained = graph.getVertex(layer(spec)) != null;
              tensors.put(name, trained ? tensor(graph, spec) : tensor);
            });
    return Weights.of(tensors);
  }

  private static Tensor tensor(ComputationGraph graph, TensorSpec spec) {
    INDArray parameter = parameter(graph, spec);
    INDArray keras = isTurned(spec) ? parameter.permute(TO_KERAS) : parameter;
    return new Tensor(spec.shape(), keras.dup('c').data().asFloat());
  }

  private static String layer(TensorSpec spec) {
    boolean depthwise = spec.weight().equals("depthwise_kernel");
    return depthwise ? spec.layer() + Dl4jXception.DEPTHWISE : spec.layer();
  }

  private static INDArray parameter(ComputationGraph graph, TensorSpec spec) {
    String name =
        switch (spec.weight()) {
          case "kernel", "pointwise_kernel", "depthwise_kernel" -> "W";
          case "bias" -> "b";
          case "gamma", "beta" -> spec.weight();
          case "moving_mean" -> "mean";
          case "moving_variance" -> "var";
          default -> throw new IllegalStateException("DL4J has no place for " + spec.name());
        };
    return graph.getLayer(layer(spec)).getParam(name);
  }

  /** Depthwise kernels and all else lie in DL4J as in Keras. */
  private static boolean isTurned(TensorSpec spec) {
    return spec.shape().size() == 4 && !spec.weight().equals("depthwise_kernel");
  }

  private static long[] longs(TensorSpec spec) {
    return spec.shape().stream().mapToLong(Integer::longValue).toArray();
  }
}
