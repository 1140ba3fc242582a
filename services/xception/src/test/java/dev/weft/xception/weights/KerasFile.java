package dev.weft.xception.weights;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small or complete weight files in Keras's layout, uncompressed. */
final class KerasFile {
  private final Map<String, Map<String, Tensor>> layers = new LinkedHashMap<>();
  private String below;

  /** Adds a weight; layers are listed in the order of their first weight. */
  KerasFile with(String layer, String weight, Tensor tensor) {
    layers.computeIfAbsent(layer, name -> new LinkedHashMap<>()).put(weight, tensor);
    return this;
  }

  KerasFile withZeros(String layer, String weight, Integer... shape) {
    int size = 1;
    for (int side : shape) {
      size *= side;
    }
    return with(layer, weight, new Tensor(List.of(shape), new float[size]));
  }

  /** Puts everything below a group, as in a complete saved model. */
  KerasFile below(String group) {
    below = group;
    return this;
  }

  Path write(Path file) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup root = below == null ? hdf : hdf.putGroup(below);
      root.putAttribute("layer_names", layers.keySet().toArray(new String[0]));
      layers.forEach((layer, weights) -> writeLayer(root.putGroup(layer), layer, weights));
    }
    return file;
  }

  private static void writeLayer(WritableGroup group, String layer, Map<String, Tensor> weights) {
    List<String> names = new ArrayList<>();
    WritableGroup inner = group.putGroup(layer + "_1");
    weights.forEach(
        (weight, tensor) -> {
          names.add(layer + "_1/" + weight + ":0");
          inner.putDataset(weight + ":0", nested(tensor.values(), tensor.shape()));
        });
    group.putAttribute("weight_names", names.toArray(new String[0]));
  }

  private static Object nested(FloatBuffer values, List<Integer> shape) {
    if (shape.size() == 1) {
      float[] row = new float[shape.get(0)];
      values.get(row);
      return row;
    }
    int[] sides = shape.stream().mapToInt(Integer::intValue).toArray();
    Object array = Array.newInstance(float.class, sides);
    for (int i = 0; i < sides[0]; i++) {
      Array.set(array, i, nested(values, shape.subList(1, shape.size())));
    }
    return array;
  }
}
