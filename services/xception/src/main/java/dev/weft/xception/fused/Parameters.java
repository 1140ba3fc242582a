package dev.weft.xception.fused;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer's weights and their gradients as DL4J's flat arrays hold them, asked for by canonical
 * name.
 *
 * @param values read
 * @param gradients written; null when nothing is trained
 */
record Parameters(Map<String, INDArray> values, Map<String, INDArray> gradients) {

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
