package dev.weft.testsupport.models;

import java.util.List;

/** Messages of ONNX; field numbers as in onnx.proto3. */
final class OnnxMessage {
  private static final int FLOAT = 1;
  private static final int INTS_ATTRIBUTE = 7;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;

  private OnnxMessage() {}

  static Protobuf model(Protobuf graph) {
    return new Protobuf()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new Protobuf().text(1, "").number(2, OPSET));
  }

  static Protobuf node(String op, String output, String... inputs) {
    Protobuf node = new Protobuf();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(3, output).text(4, op);
  }

  static Protobuf ints(String name, long... values) {
    Protobuf attribute = new Protobuf().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, INTS_ATTRIBUTE);
  }

  static Protobuf tensor(String name, long[] dims, float... values) {
    Protobuf tensor = new Protobuf();
    for (long dim : dims) {
      tensor.number(1, dim);
    }
    return tensor.number(2, FLOAT).text(8, name).floats(9, values);
  }

  /** An input or output with a variable first dimension. */
  static Protobuf value(String name, List<Integer> dims) {
    Protobuf shape = new Protobuf().message(1, new Protobuf().text(2, "n"));
    dims.forEach(dim -> shape.message(1, new Protobuf().number(1, dim)));
    Protobuf tensor = new Protobuf().number(1, FLOAT).message(2, shape);
    return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
  }
}
