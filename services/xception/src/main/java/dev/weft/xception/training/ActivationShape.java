package dev.weft.xception.training;

import dev.weft.xception.network.Block;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Layer;
import dev.weft.xception.network.Layer.Conv;
import dev.weft.xception.network.Layer.MaxPool;
import dev.weft.xception.network.Layer.SeparableConv;
import dev.weft.xception.network.Padding;

/**
 * Shape of an image's activations at some depth of the network.
 *
 * @param channels number of planes
 * @param height the height of a plane
 * @param width the width of a plane
 */
public record ActivationShape(int channels, int height, int width) {

  /**
   * Returns the input shape of the first trained block: {@code 728x19x19} before block 13 of a
   * 299x299 input.
   */
  public static ActivationShape before(Cut cut, InputSize size) {
    ActivationShape shape = new ActivationShape(3, size.height(), size.width());
    for (Block block : cut.frozen()) {
      shape = shape.after(block);
    }
    return shape;
  }

  /** Number of floats of an image. */
  public int length() {
    return Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }

  /** Number of pixels of a plane. */
  int pixels() {
    return height * width;
  }

  ActivationShape after(Block block) {
    ActivationShape shape = this;
    for (Layer layer : block.layers()) {
      shape = shape.after(layer);
    }
    return shape;
  }

  private ActivationShape after(Layer layer) {
    if (layer instanceof Conv conv) {
      return window(conv.out(), conv.padding(), conv.kernel(), conv.stride());
    } else if (layer instanceof SeparableConv conv) {
      return new ActivationShape(conv.out(), height, width);
    } else if (layer instanceof MaxPool) {
      return window(channels, Padding.SAME, MaxPool.KERNEL, MaxPool.STRIDE);
    }
    return this;
  }

  private ActivationShape window(int out, Padding padding, int kernel, int stride) {
    return new ActivationShape(
        out, padding.outputSize(height, kernel, stride), padding.outputSize(width, kernel, stride));
  }
}
