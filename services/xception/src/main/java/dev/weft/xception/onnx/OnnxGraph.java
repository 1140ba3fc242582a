package dev.weft.xception.onnx;

import dev.weft.xception.weights.Half;
import dev.weft.xception.weights.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.CodedOutputStream;

/**
 * Builds an ONNX graph and writes it. Fields of a protobuf message may be written in any order and
 * in parts, so that weights are computed and written one by one instead of being held in a message.
 */
final class OnnxGraph {
  private static final int IR_VERSION = 7;
  private static final int OPSET = 13;

  private final Precision precision;
  private final GraphProto.Builder graph;
  private final List<Initializer> initializers = new ArrayList<>();

  private record Initializer(
      String name, List<Integer> shape, int type, int bytesPerValue, Supplier<byte[]> values) {

    TensorProto header() {
      TensorProto.Builder header = TensorProto.newBuilder().setName(name).setDataType(type);
      shape.forEach(header::addDims);
      return header.build();
    }

    int dataSize() {
      return shape.stream().reduce(bytesPerValue, Math::multiplyExact);
    }

    /** Size of the tensor's message: header, then tag, length and values of {@code raw_data}. */
    int size() {
      int field = TensorProto.RAW_DATA_FIELD_NUMBER;
      return header().getSerializedSize()
          + CodedOutputStream.computeTagSize(field)
          + CodedOutputStream.computeUInt32SizeNoTag(dataSize())
          + dataSize();
    }
  }

  OnnxGraph(String name, Precision precision) {
    this.precision = precision;
    this.graph = GraphProto.newBuilder().setName(name);
  }

  void input(String name, int... sides) {
    graph.addInput(value(name, sides));
  }

  void output(String name, int... sides) {
    graph.addOutput(value(name, sides));
  }

  /** Adds weights in the graph's precision. */
  void initializer(String name, List<Integer> shape, Supplier<float[]> values) {
    add(name, shape, precision, values);
  }

  void floatInitializer(String name, Tensor tensor) {
    Supplier<float[]> values =
        () -> {
          float[] copy = new float[tensor.size()];
          tensor.values().get(copy);
          return copy;
        };
    add(name, tensor.shape(), Precision.FLOAT32, values);
  }

  private void add(
      String name, List<Integer> shape, Precision precision, Supplier<float[]> values) {
    initializers.add(
        new Initializer(
            name,
            shape,
            dataType(precision),
            bytesOf(precision),
            () -> bytes(precision, values.get())));
  }

  private static byte[] bytes(Precision precision, float[] values) {
    ByteBuffer bytes = littleEndian(values.length, bytesOf(precision));
    if (precision == Precision.FLOAT32) {
      bytes.asFloatBuffer().put(values);
    } else {
      for (float value : values) {
        bytes.putShort(Half.fromFloat(value));
      }
    }
    return bytes.array();
  }

  private static ByteBuffer littleEndian(int values, int bytesPerValue) {
    return ByteBuffer.allocate(values * bytesPerValue).order(ByteOrder.LITTLE_ENDIAN);
  }

  void int8Initializer(String name, List<Integer> shape, Supplier<byte[]> values) {
    initializers.add(
        new Initializer(name, shape, TensorProto.DataType.INT8_VALUE, Byte.BYTES, values));
  }

  void uint8Initializer(String name, List<Integer> shape, Supplier<byte[]> values) {
    initializers.add(
        new Initializer(name, shape, TensorProto.DataType.UINT8_VALUE, Byte.BYTES, values));
  }

  void int32Initializer(String name, List<Integer> shape, Supplier<int[]> values) {
    initializers.add(
        new Initializer(
            name,
            shape,
            TensorProto.DataType.INT32_VALUE,
            Integer.BYTES,
            () -> {
              int[] found = values.get();
              ByteBuffer bytes = littleEndian(found.length, Integer.BYTES);
              bytes.asIntBuffer().put(found);
              return bytes.array();
            }));
  }

  void node(String type, String output, List<String> inputs, Map<String, List<Long>> attributes) {
    node(type, output, inputs, attributes, 1);
  }

  void node(
      String type,
      String output,
      List<String> inputs,
      Map<String, List<Long>> attributes,
      int groups) {
    node(type, output, inputs, attributes, groups == 1 ? Map.of() : Map.of("group", (long) groups));
  }

  /**
   * Adds a node.
   *
   * @param lists attributes of type list of integers
   * @param integers attributes of type integer
   */
  void node(
      String type,
      String output,
      List<String> inputs,
      Map<String, List<Long>> lists,
      Map<String, Long> integers) {
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(type).setName(output).addOutput(output);
    node.addAllInput(inputs);
    lists.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            attribute ->
                node.addAttribute(
                    AttributeProto.newBuilder()
                        .setName(attribute.getKey())
                        .setType(AttributeType.INTS)
                        .addAllInts(attribute.getValue())));
    integers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(attribute -> node.addAttribute(integer(attribute.getKey(), attribute.getValue())));
    graph.addNode(node);
  }

  String cast(String output, String input, Precision to) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Cast")
            .setName(output)
            .addInput(input)
            .addOutput(output)
            .addAttribute(integer("to", dataType(to))));
    return output;
  }

  void writeTo(OutputStream stream) throws IOException {
    ModelProto header =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("weft")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .build();
    GraphProto withoutWeights = graph.build();
    int size = withoutWeights.getSerializedSize();
    for (Initializer initializer : initializers) {
      size = Math.addExact(size, fieldSize(GraphProto.INITIALIZER_FIELD_NUMBER, initializer));
    }
    CodedOutputStream out = CodedOutputStream.newInstance(stream);
    header.writeTo(out);
    startMessage(out, ModelProto.GRAPH_FIELD_NUMBER, size);
    withoutWeights.writeTo(out);
    for (Initializer initializer : initializers) {
      startMessage(out, GraphProto.INITIALIZER_FIELD_NUMBER, initializer.size());
      initializer.header().writeTo(out);
      out.writeByteArray(TensorProto.RAW_DATA_FIELD_NUMBER, initializer.values().get());
    }
    out.flush();
  }

  private static void startMessage(CodedOutputStream out, int field, int size) throws IOException {
    int lengthDelimited = 2;
    out.writeTag(field, lengthDelimited);
    out.writeUInt32NoTag(size);
  }

  private static int fieldSize(int field, Initializer initializer) {
    int size = initializer.size();
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt32SizeNoTag(size)
        + size;
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  private static ValueInfoProto value(String name, int... sides) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("n"));
    for (int side : sides) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(dataType(Precision.FLOAT32))
                        .setShape(shape)))
        .build();
  }

  private static int dataType(Precision precision) {
    return precision == Precision.FLOAT32
        ? TensorProto.DataType.FLOAT_VALUE
        : TensorProto.DataType.FLOAT16_VALUE;
  }

  private static int bytesOf(Precision precision) {
    return precision == Precision.FLOAT32 ? Float.BYTES : Short.BYTES;
  }
}
