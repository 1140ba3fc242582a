package dev.weft.xception.onnx;

import java.io.IOException;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.WireFormat;

/**
 * Determines how much of a graph's file is not weights. A message of two bytes becomes an object of
 * a hundred when it is parsed, so that a file of empty nodes would exhaust the memory; this only
 * scans the tags, without allocating.
 */
final class GraphStructure {

  private static final int END = 0;

  private GraphStructure() {}

  /**
   * Returns the file's size in bytes without raw weights.
   *
   * @throws org.nd4j.shade.protobuf.InvalidProtocolBufferException if it is no protobuf message
   */
  static long bytes(ByteString file) throws IOException {
    return file.size()
        - weights(
            file.newCodedInput(),
            ModelProto.GRAPH_FIELD_NUMBER,
            GraphProto.INITIALIZER_FIELD_NUMBER,
            TensorProto.RAW_DATA_FIELD_NUMBER);
  }

  /**
   * @param path nested field numbers; the last one contains the weights
   */
  private static long weights(CodedInputStream in, int... path) throws IOException {
    return weights(in, path, 0);
  }

  private static long weights(CodedInputStream in, int[] path, int depth) throws IOException {
    long bytes = 0;
    for (int tag = in.readTag(); tag != END; tag = in.readTag()) {
      if (!isMessageOrBytes(tag, path[depth])) {
        in.skipField(tag);
        continue;
      }
      int length = in.readRawVarint32();
      if (depth == path.length - 1) {
        in.skipRawBytes(length);
        bytes += length;
      } else {
        int limit = in.pushLimit(length);
        bytes += weights(in, path, depth + 1);
        in.popLimit(limit);
      }
    }
    return bytes;
  }

  /** A field of another wire type is unknown to parsers: its value is no length. */
  private static boolean isMessageOrBytes(int tag, int field) {
    return WireFormat.getTagFieldNumber(tag) == field
        && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }
}
