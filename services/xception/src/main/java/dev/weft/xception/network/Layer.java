package dev.weft.xception.network;

import java.util.List;

/** A layer of the network, {@code [n, c, h, w]} in and out unless stated otherwise. */
public sealed interface Layer {

  /** Keras's name of the layer; unique in the network. */
  String name();

  /** The trained weights, in Keras's order. */
  default List<TensorSpec> tensors() {
    return List.of();
  }

  /** A convolution without bias. */
  record Conv(String name, int in, int out, int kernel, int stride, Padding padding)
      implements Layer {
    @Override
    public List<TensorSpec> tensors() {
      return List.of(TensorSpec.of(name, "kernel", kernel, kernel, in, out));
    }
  }

  /** A 3x3 depthwise convolution (SAME, stride 1), then a 1x1 convolution; both without bias. */
  record SeparableConv(String name, int in, int out) implements Layer {
    public static final int KERNEL = 3;

    @Override
    public List<TensorSpec> tensors() {
      return List.of(
          TensorSpec.of(name, "depthwise_kernel", KERNEL, KERNEL, in, 1),
          TensorSpec.of(name, "pointwise_kernel", 1, 1, in, out));
    }
  }

  /**
   * {@code gamma * (x - mean) / sqrt(variance + EPSILON) + beta}, with the moving mean and variance
   * in inference.
   */
  record BatchNorm(String name, int channels) implements Layer {
    public static final double EPSILON = 1e-3;

    @Override
    public List<TensorSpec> tensors() {
      return List.of(
          TensorSpec.of(name, "gamma", channels),
          TensorSpec.of(name, "beta", channels),
          TensorSpec.of(name, "moving_mean", channels),
          TensorSpec.of(name, "moving_variance", channels));
    }
  }

  /** {@code max(x, 0)}. */
  record Relu(String name) implements Layer {}

  /** 3x3, stride 2, SAME. */
  record MaxPool(String name) implements Layer {
    public static final int KERNEL = 3;
    public static final int STRIDE = 2;
  }

  /** {@code [n, c, h, w]} to {@code [n, c]}: the features. */
  record GlobalAveragePool(String name) implements Layer {}

  /** {@code [n, in]} to {@code [n, out]}: the logits, without softmax. */
  record Dense(String name, int in, int out) implements Layer {
    @Override
    public List<TensorSpec> tensors() {
      return List.of(TensorSpec.of(name, "kernel", in, out), TensorSpec.of(name, "bias", out));
    }
  }
}
