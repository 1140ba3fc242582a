package dev.weft.classifier.protocol;

import static dev.weft.classifier.protocol.InvalidRequestException.invalid;

import dev.weft.classifier.inflight.SynchronousInput;
import dev.weft.classifier.protocol.RequestDocument.Input;
import dev.weft.events.Excerpt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Parses the elements of a BYTES tensor, which are image files. */
final class ImageTensor {

  private static final String CONTENT_TYPE = "content_type";
  private static final String BASE64 = "base64";

  private ImageTensor() {}

  /**
   * Parses base64 strings, since JSON has no binary type.
   *
   * @param n number of elements according to the shape
   */
  static List<SynchronousInput> ofJson(Input input, int n) {
    Object type = input.parameters().getOrDefault(CONTENT_TYPE, BASE64);
    if (!type.equals(BASE64)) {
      throw invalid(
          "input %s: image files in JSON must be %s, so %s must be %2$s, but is %s; binary data"
              + " does not need %2$s",
          input.name(), BASE64, CONTENT_TYPE, Excerpt.of(type.toString()));
    }
    List<String> strings = input.data().strings();
    if (input.data().numbers().size() > 0 || strings.size() != n) {
      throw invalid(
          "input %s: shape %s requires %d strings in data, but there are %d strings and %d numbers",
          input.name(), input.shape(), n, strings.size(), input.data().numbers().size());
    }
    List<SynchronousInput> files = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      files.add(new SynchronousInput.ImageFile(decoded(i, strings.get(i))));
    }
    return files;
  }

  private static byte[] decoded(int index, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw invalid("image %d is not valid base64: %s", index, e.getMessage());
    }
  }

  /**
   * Parses elements that each consist of a 4-byte little-endian unsigned length and as many bytes.
   *
   * @param binary backed by an array; all of it
   */
  static List<SynchronousInput> ofBinary(ByteBuffer binary, int n) {
    binary.order(ByteOrder.LITTLE_ENDIAN);
    List<SynchronousInput> files = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      if (binary.remaining() < Integer.BYTES) {
        throw invalid(
            "the binary data ends before image %d: only %d bytes are left for its length",
            i, binary.remaining());
      }
      long length = Integer.toUnsignedLong(binary.getInt());
      if (length > binary.remaining()) {
        throw invalid(
            "image %d has a length of %d bytes, but only %d are left",
            i, length, binary.remaining());
      }
      files.add(new SynchronousInput.ImageFile(binary.array(), binary.position(), (int) length));
      binary.position(binary.position() + (int) length);
    }
    if (binary.hasRemaining()) {
      throw invalid("%d bytes follow the last of %d images", binary.remaining(), n);
    }
    return files;
  }
}
