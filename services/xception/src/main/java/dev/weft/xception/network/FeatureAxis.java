package dev.weft.xception.network;

import dev.weft.xception.network.Layer.Conv;
import dev.weft.xception.network.Layer.MaxPool;

/**
 * Where the cells of the last feature map lie along one side of the input: a cell stands for the
 * middle of what it sees, which the padding of the layers before it moves. Of 299 pixels, ten cells
 * stand for the pixels 7, 39, ..., 295: the outer ones lie nearer to the edge than tenths of the
 * side would.
 *
 * @param cells how many
 * @param first the pixel that the first cell stands for, counted from 0
 * @param step pixels from one cell to the next
 */
public record FeatureAxis(int cells, int first, int step) {

  /**
   * The cells along a side of the input.
   *
   * @param pixels height or width of the input, as {@link InputSize} allows it
   */
  public static FeatureAxis of(int pixels) {
    FeatureAxis axis = new FeatureAxis(pixels, 0, 1);
    for (Block block : Xception.blocks()) {
      for (Layer layer : block.layers()) {
        axis = axis.after(layer);
      }
    }
    return axis;
  }

  private FeatureAxis after(Layer layer) {
    if (layer instanceof Conv conv) {
      return window(conv.padding(), conv.kernel(), conv.stride());
    } else if (layer instanceof MaxPool) {
      return window(Padding.SAME, MaxPool.KERNEL, MaxPool.STRIDE);
    }
    // A separable convolution's window of three stands for its middle, and keeps every position.
    return this;
  }

  private FeatureAxis window(Padding padding, int kernel, int stride) {
    int middle = kernel / 2 - padding.before(cells, kernel, stride);
    return new FeatureAxis(
        padding.outputSize(cells, kernel, stride), first + middle * step, step * stride);
  }
}
