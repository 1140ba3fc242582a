package dev.weft.xception.fused;

import dev.weft.xception.network.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Lays out a block's trainable weights consecutively in DL4J's flat arrays. */
final class BlockParameters implements ParamInitializer {

  private static List<TensorSpec> specs(Layer layer) {
    return ((FusedBlock) layer)
        .block()
        .allLayers()
        .flatMap(l -> l.tensors().stream())
        .filter(spec -> !spec.weight().startsWith("moving_"))
        .toList();
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return specs(layer).stream().mapToLong(TensorSpec::size).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return specs(layer).stream().map(spec -> FusedBlock.parameter(spec.name())).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    // Only kernels decay: scales and shifts of batch norms must not be pulled to 0.
    return key.endsWith("kernel");
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  /** Creates the views only: weights are loaded from a version, never initialised randomly. */
  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray parameters, boolean initialise) {
    Map<String, INDArray> views = getGradientsFromFlattened(conf, parameters);
    views.keySet().forEach(conf::addVariable);
    return views;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    INDArray values = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long start = 0;
    for (TensorSpec spec : specs(conf.getLayer())) {
      views.put(
          FusedBlock.parameter(spec.name()),
          values.get(NDArrayIndex.interval(start, start + spec.size())));
      start += spec.size();
    }
    return views;
  }
}
