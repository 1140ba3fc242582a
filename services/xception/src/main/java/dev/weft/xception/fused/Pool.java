package dev.weft.xception.fused;

import dev.weft.xception.network.Layer.MaxPool;
import dev.weft.xception.network.Padding;

/** 3x3 maxima with stride 2 (SAME) of one channel of one image, forward and backward. */
record Pool(int height, int width) {
  int outputHeight() {
    return output(height);
  }

  int outputWidth() {
    return output(width);
  }

  private static int output(int side) {
    return Padding.SAME.outputSize(side, MaxPool.KERNEL, MaxPool.STRIDE);
  }

  /** Writes the maxima. */
  void forward(float[] x, float[] y) {
    int columns = outputWidth();
    for (int row = 0; row < outputHeight(); row++) {
      for (int column = 0; column < columns; column++) {
        y[row * columns + column] = x[maximum(x, row, column)];
      }
    }
  }

  /** Writes the gradient: each output's goes to the first maximum of its window. */
  void backward(float[] x, float[] outputGradient, float[] gradient) {
    java.util.Arrays.fill(gradient, 0, height * width, 0);
    int columns = outputWidth();
    for (int row = 0; row < outputHeight(); row++) {
      for (int column = 0; column < columns; column++) {
        gradient[maximum(x, row, column)] += outputGradient[row * columns + column];
      }
    }
  }

  private int maximum(float[] x, int row, int column) {
    int top = row * MaxPool.STRIDE - before(height);
    int left = column * MaxPool.STRIDE - before(width);
    int lastRow = Math.min(height, top + MaxPool.KERNEL);
    int lastColumn = Math.min(width, left + MaxPool.KERNEL);
    int firstColumn = Math.max(0, left);
    int best = Math.max(0, top) * width + firstColumn;
    for (int y = Math.max(0, top); y < lastRow; y++) {
      for (int at = y * width + firstColumn; at < y * width + lastColumn; at++) {
        best = x[at] > x[best] ? at : best;
      }
    }
    return best;
  }

  private static int before(int side) {
    return Padding.SAME.before(side, MaxPool.KERNEL, MaxPool.STRIDE);
  }
}
