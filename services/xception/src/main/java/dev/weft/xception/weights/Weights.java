package dev.weft.xception.weights;

import dev.weft.xception.network.Layer.Dense;
import dev.weft.xception.network.TensorSpec;
import dev.weft.xception.network.Xception;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * All weights of an Xception, with or without a head, with shapes that match the network.
 * Immutable.
 */
public final class Weights {
  private static final Dense HEAD = Xception.head(1);

  private final Map<String, Tensor> tensors;
  private final OptionalInt classes;

  private Weights(Map<String, Tensor> tensors, OptionalInt classes) {
    this.tensors = Collections.unmodifiableMap(tensors);
    this.classes = classes;
  }

  /**
   * Creates weights from named tensors.
   *
   * @param found tensors by canonical name ({@code block1_conv1/kernel}); the head may be missing
   * @throws WeightsException naming the first tensor, in order of depth, that is missing or has
   *     another shape; or one that the network does not have, or with invalid values (not finite, a
   *     negative variance)
   */
  public static Weights of(Map<String, Tensor> found) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    found.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return read(shapes, found::get);
  }

  /**
   * Reads tensors after all shapes have been validated, so that a file cannot make the reader
   * allocate more memory than the network's weights need.
   */
  static Weights read(Map<String, List<Integer>> shapes, Function<String, Tensor> reader) {
    OptionalInt classes = classesOf(shapes);
    List<TensorSpec> specs =
        classes.isPresent() ? Xception.tensors(classes.getAsInt()) : Xception.backboneTensors();
    specs.forEach(spec -> requireFit(spec, shapes.get(spec.name())));
    Set<String> unknown = new LinkedHashSet<>(shapes.keySet());
    specs.forEach(spec -> unknown.remove(spec.name()));
    if (!unknown.isEmpty()) {
      throw new WeightsException("Xception has no tensor " + unknown.iterator().next());
    }
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    specs.forEach(spec -> ordered.put(spec.name(), requireSound(spec, reader.apply(spec.name()))));
    return new Weights(ordered, classes);
  }

  private static OptionalInt classesOf(Map<String, List<Integer>> shapes) {
    String kernel = HEAD.name() + "/kernel";
    if (shapes.keySet().stream().noneMatch(name -> name.startsWith(HEAD.name() + "/"))) {
      return OptionalInt.empty();
    }
    List<Integer> shape = shapes.get(kernel);
    if (shape == null) {
      throw new WeightsException("The tensor " + kernel + " is missing");
    }
    if (shape.size() != 2 || shape.get(0) != HEAD.in() || shape.get(1) < 1) {
      throw new WeightsException(
          "The tensor %s should have the shape [%d, classes], but has %s"
              .formatted(kernel, HEAD.in(), shape));
    }
    return OptionalInt.of(shape.get(1));
  }

  private static void requireFit(TensorSpec spec, List<Integer> shape) {
    if (shape == null) {
      throw new WeightsException(
          "The tensor %s of shape %s is missing".formatted(spec.name(), spec.shape()));
    }
    if (!shape.equals(spec.shape())) {
      throw new WeightsException(
          "The tensor %s should have the shape %s, but has %s"
              .formatted(spec.name(), spec.shape(), shape));
    }
  }

  private static Tensor requireSound(TensorSpec spec, Tensor tensor) {
    boolean variance = spec.weight().equals("moving_variance");
    for (int i = 0; i < tensor.size(); i++) {
      float value = tensor.get(i);
      if (!Float.isFinite(value) || (variance && value < 0)) {
        throw new WeightsException(
            "The tensor %s must not contain %s, as at position %d"
                .formatted(spec.name(), value, i));
      }
    }
    return tensor;
  }

  /** Returns a tensor by its canonical name. */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("These weights have no tensor " + name);
    }
    return tensor;
  }

  /** Returns all tensors by canonical name, ordered by depth. */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Number of logits; empty without a head. */
  public OptionalInt classes() {
    return classes;
  }

  /** Number of values. */
  public long parameters() {
    return tensors.values().stream().mapToLong(Tensor::size).sum();
  }

  /**
   * Returns the same backbone with a head of zeros, which gives every class the same probability.
   */
  public Weights withFreshHead(int newClasses) {
    return withHead(Xception.head(newClasses), newClasses, 0);
  }

  /** Returns the same backbone with a head of one output: the mean of the pooled features. */
  public Weights withMeanHead() {
    return withHead(HEAD, 1, 1.0f / Xception.FEATURES);
  }

  /**
   * Returns the same network with its logits divided by a number, for temperature scaling.
   *
   * @param divisor above 0
   * @throws IllegalArgumentException without a head
   */
  public Weights withLogitsDividedBy(double divisor) {
    if (!(divisor > 0) || Double.isInfinite(divisor)) {
      throw new IllegalArgumentException(
          "logits must be divided by a number above 0, but are by " + divisor);
    }
    int outputs =
        classes.orElseThrow(() -> new IllegalArgumentException("these weights have no head"));
    Map<String, Tensor> changed = new LinkedHashMap<>(tensors);
    for (TensorSpec spec : Xception.head(outputs).tensors()) {
      float[] values = new float[spec.size()];
      get(spec.name()).values().get(values);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] / divisor);
      }
      changed.put(spec.name(), new Tensor(spec.shape(), values));
    }
    return new Weights(changed, classes);
  }

  private Weights withHead(Dense head, int newClasses, float kernel) {
    Map<String, Tensor> changed = new LinkedHashMap<>(tensors);
    for (TensorSpec spec : head.tensors()) {
      float[] values = new float[spec.size()];
      if (spec.weight().equals("kernel")) {
        Arrays.fill(values, kernel);
      }
      changed.put(spec.name(), new Tensor(spec.shape(), values));
    }
    return new Weights(changed, OptionalInt.of(newClasses));
  }
}
