package dev.weft.xception.network;

/** How a window treats the border, as in TensorFlow. */
public enum Padding {
  /** The window stays inside the input. */
  VALID {
    @Override
    public int outputSize(int input, int kernel, int stride) {
      return (input - kernel) / stride + 1;
    }

    @Override
    int total(int input, int kernel, int stride) {
      return 0;
    }
  },
  /**
   * {@code ceil(input / stride)} positions; an odd pixel of padding goes to the bottom or right.
   */
  SAME {
    @Override
    public int outputSize(int input, int kernel, int stride) {
      return (input + stride - 1) / stride;
    }

    @Override
    int total(int input, int kernel, int stride) {
      return Math.max(0, (outputSize(input, kernel, stride) - 1) * stride + kernel - input);
    }
  };

  /** Returns the size of one side of the output. */
  public abstract int outputSize(int input, int kernel, int stride);

  /** Pixels added before the first one. */
  public int before(int input, int kernel, int stride) {
    return total(input, kernel, stride) / 2;
  }

  /** Pixels added after the last one. */
  public int after(int input, int kernel, int stride) {
    return total(input, kernel, stride) - before(input, kernel, stride);
  }

  abstract int total(int input, int kernel, int stride);
}
