package dev.weft.classifier.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Request bodies as clients write them. */
final class Bodies {

  private Bodies() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    var all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  /** An element of the datatype BYTES: its length, then its bytes. */
  static byte[] element(byte[] bytes) {
    return joined(uint32(bytes.length), bytes);
  }

  static byte[] uint32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  static byte[] floats(float... values) {
    var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  /** JSON object of a request whose single input follows as binary data. */
  static String binaryInput(String name, String datatype, String shape, long size) {
    return """
    {"inputs": [{"name": "%s", "datatype": "%s", "shape": %s,
                 "parameters": {"binary_data_size": %d}}]}\
    """
        .formatted(name, datatype, shape, size);
  }

  /** JSON object of a request that contains its single input. */
  static String input(String name, String datatype, String shape, String data) {
    return """
    {"inputs": [{"name": "%s", "datatype": "%s", "shape": %s, "data": %s}]}\
    """
        .formatted(name, datatype, shape, data);
  }
}
