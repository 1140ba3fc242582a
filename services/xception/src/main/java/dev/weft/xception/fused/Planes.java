package dev.weft.xception.fused;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A view of activations as planes. Blocks store them channel by channel ({@code [c, n, h, w]} in
 * memory), so that a 1x1 convolution of a whole batch is one matrix product and a plane-wise step
 * reads contiguous memory; DL4J's own layers store them image by image.
 *
 * @param array float32 {@code [n, c, h, w]} with any order of n and c in memory
 * @param values its memory
 * @param channelStride floats from one channel to the next
 * @param imageStride floats from one image to the next
 */
record Planes(
    INDArray array,
    FloatBuffer values,
    int images,
    int channels,
    int height,
    int width,
    long channelStride,
    long imageStride) {

  /** Returns a view of an array, or of a copy if its planes are not contiguous. */
  static Planes of(INDArray array) {
    INDArray whole = isWhole(array) ? array : array.dup('c');
    if (whole.rank() != 4 || whole.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "activations must be float32 [n, c, h, w], but are " + array.shapeInfoToString());
    }
    return new Planes(
        whole,
        memory(whole),
        (int) whole.size(0),
        (int) whole.size(1),
        (int) whole.size(2),
        (int) whole.size(3),
        whole.size(1) == 1 ? whole.length() : whole.stride(1),
        whole.size(0) == 1 ? whole.size(2) * whole.size(3) : whole.stride(0));
  }

  /** Returns a view of the start of a memory block, channel by channel. */
  static Planes in(INDArray memory, int images, int channels, int height, int width) {
    return of(memory.reshape('c', channels, images, height, width).permute(1, 0, 2, 3));
  }

  private static boolean isWhole(INDArray array) {
    long width = array.size(3);
    boolean lines = width == 1 || array.stride(3) == 1;
    boolean planes = array.size(2) == 1 || array.stride(2) == width;
    long last = 0;
    for (int i = 0; i < 4; i++) {
      last += (array.size(i) - 1) * array.stride(i);
    }
    return lines && planes && last + 1 == array.length();
  }

  static FloatBuffer memory(INDArray array) {
    FloatPointer start = new FloatPointer(array.data().addressPointer());
    return start.capacity(array.length()).asBuffer();
  }

  int pixels() {
    return height * width;
  }

  /** Whether a channel of all images is contiguous. */
  boolean byChannel() {
    return imageStride == pixels() && channelStride == (long) images * pixels();
  }

  /**
   * The planes as a matrix with one column per channel: {@code [n*h*w, c]} in Fortran order, not
   * copied.
   */
  INDArray matrix() {
    if (!byChannel()) {
      throw new IllegalStateException("these planes are stored image by image");
    }
    return array.permute(1, 0, 2, 3).reshape('c', channels, (long) images * pixels()).transpose();
  }

  /** Copies a channel of some images, one plane after the other. */
  void read(int channel, int image, int count, float[] to) {
    int pixels = pixels();
    if (imageStride == pixels) {
      values.get(index(channel, image), to, 0, count * pixels);
      return;
    }
    for (int i = 0; i < count; i++) {
      values.get(index(channel, image + i), to, i * pixels, pixels);
    }
  }

  /** The reverse of {@link #read}. */
  void write(int channel, int image, int count, float[] from) {
    int pixels = pixels();
    if (imageStride == pixels) {
      values.put(index(channel, image), from, 0, count * pixels);
      return;
    }
    for (int i = 0; i < count; i++) {
      values.put(index(channel, image + i), from, i * pixels, pixels);
    }
  }

  private int index(int channel, int image) {
    return Math.toIntExact(channel * channelStride + image * imageStride);
  }
}
