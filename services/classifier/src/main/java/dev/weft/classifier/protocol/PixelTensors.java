package dev.weft.classifier.protocol;

import static dev.weft.classifier.protocol.InvalidRequestException.invalid;

import dev.weft.classifier.inflight.SynchronousInput;
import dev.weft.classifier.protocol.RequestDocument.Input;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Parses the rows of an FP32 tensor, which are images that the client has preprocessed. */
final class PixelTensors {

  private static final int CHANNELS = 3;

  private PixelTensors() {}

  /**
   * Parses numbers in row-major order.
   *
   * @param n number of images according to the shape
   */
  static List<SynchronousInput> ofJson(Input input, int n, InferenceRequest.Size size) {
    var data = input.data();
    if (!data.strings().isEmpty()) {
      throw invalid("input %s must contain numbers, not strings", input.name());
    }
    return rows(data.numbers().view(), n, size);
  }

  /** Parses 4-byte little-endian floats. */
  static List<SynchronousInput> ofBinary(ByteBuffer binary, int n, InferenceRequest.Size size) {
    if (binary.remaining() % Float.BYTES != 0) {
      throw invalid(
          "FP32 binary data must have 4 bytes per number, but has %d bytes", binary.remaining());
    }
    return rows(binary.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer(), n, size);
  }

  private static List<SynchronousInput> rows(
      FloatBuffer values, int n, InferenceRequest.Size size) {
    long row = row(size);
    // Divided, since the product may overflow a long.
    if (row < 0 || values.remaining() % row != 0 || values.remaining() / row != n) {
      throw invalid(
          "shape [%d, 3, %d, %d] does not fit %d numbers",
          n, size.height(), size.width(), values.remaining());
    }
    List<SynchronousInput> rows = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      rows.add(new SynchronousInput.Tensor(values.slice((int) (i * row), (int) row)));
    }
    return rows;
  }

  /** Number of values of an image; -1 if they exceed any memory. */
  private static long row(InferenceRequest.Size size) {
    return size.height() > Integer.MAX_VALUE || size.width() > Integer.MAX_VALUE / CHANNELS
        ? -1
        : CHANNELS * size.width() * size.height();
  }
}
