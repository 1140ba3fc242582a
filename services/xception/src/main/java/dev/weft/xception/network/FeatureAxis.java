package dev.weft.xception.network;

import dev.weft.xception.network.Layer.Conv;
import dev.weft.xception.network.Layer.MaxPool;

/**
 * Positions of the last feature map's cells along one side of the input: the centres of their
 * receptive fields, which are shifted by the padding of the layers. With 299 pixels, ten cells are
 * at the pixels 7, 39, ..., 295: the outer ones are closer to the edge than if the side were
 * divided into tenths.
 *
 * @param cells number of cells
 * @param first position of the first cell in pixels, from 0
 * @param step distance between cells in pixels
 */
public record FeatureAxis(int cells, int first, int step) {

  /**
   * Returns the cells along a side of the input.
   *
   * @param pixels height or width of the input, within the limits of {@link InputSize}
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
    // The window of a separable convolution is centred, and keeps every position.
    return this;
  }

  private FeatureAxis window(Padding padding, int kernel, int stride) {
    int middle = kernel / 2 - padding.before(cells, kernel, stride);
    return new FeatureAxis(
        padding.outputSize(cells, kernel, stride), first + middle * step, step * stride);
  }
}
