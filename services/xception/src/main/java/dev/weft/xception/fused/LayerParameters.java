package dev.weft.xception.fused;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Access to a layer's weights and gradients in DL4J's flat arrays, by canonical name.
 *
 * @param values the weights
 * @param gradients the gradients to write; null in inference
 */
record LayerParameters(Map<String, INDArray> values, Map<String, INDArray> gradients) {

  INDArray value(String name) {
    return values.get(FusedBlock.parameter(name));
  }

  INDArray gradient(String name) {
    return gradients.get(FusedBlock.parameter(name));
  }

  float[] floats(String name) {
    INDArray value = value(name);
    float[] copy = new float[Math.toIntExact(value.length())];
    Planes.memory(value).get(copy);
    return copy;
  }

  void putGradient(String name, float[] gradient) {
    Planes.memory(gradient(name)).put(gradient);
  }
}
