package dev.weft.xception.onnx;

import dev.weft.xception.network.InputSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.nd4j.shade.protobuf.Message;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

/**
 * Validates an untrusted serving graph before a native library reads it. A valid graph contains
 * only operators that Weft writes, so that it can neither loop nor branch nor read another file; it
 * declares the right input size and a logit for each class; and its weights are finite. Whether it
 * computes the right result is checked with the golden case.
 *
 * <p>The file is mapped, not read: an inspection takes hardly any memory.
 */
public final class OnnxInspection {

  private static final Set<String> OPERATORS =
      Set.of(
          "Add",
          "Cast",
          "Conv",
          "DequantizeLinear",
          "Flatten",
          "Gemm",
          "GlobalAveragePool",
          "Identity",
          "MaxPool",
          "Mul",
          "QuantizeLinear",
          "Relu");

  private static final long MAX_STRUCTURE_BYTES = 1L << 20;

  private static final int FREE = 0;

  /** Exponent bits of an infinite or NaN float16. */
  private static final short HALF_EXPONENT = 0x7C00;

  /** Exponent bits of an infinite or NaN float32. */
  private static final int FLOAT_EXPONENT = 0x7F80_0000;

  /** Values that are checked at a time. */
  private static final int BLOCK = 4096;

  private OnnxInspection() {}

  /**
   * Returns what is wrong with a graph; empty if it is valid.
   *
   * @param graph a file that must not change in the meantime
   * @throws IOException if it cannot be read
   */
  public static Optional<String> complaint(Path graph, InputSize size, int classes)
      throws IOException {
    try (FileChannel channel = FileChannel.open(graph)) {
      if (channel.size() > Integer.MAX_VALUE) {
        return Optional.of("it has " + channel.size() + " bytes; ONNX allows 2 GiB");
      }
      ByteString file =
          UnsafeByteOperations.unsafeWrap(channel.map(MapMode.READ_ONLY, 0, channel.size()));
      long structure = GraphStructure.bytes(file);
      refuseIf(
          structure > MAX_STRUCTURE_BYTES,
          "%d of its bytes are not weights; a serving graph must have fewer than %d"
              .formatted(structure, MAX_STRUCTURE_BYTES));
      CodedInputStream in = file.newCodedInput();
      in.enableAliasing(true);
      require(ModelProto.parseFrom(in), size, classes);
      return Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      return Optional.of("it is not an ONNX graph: " + e.getMessage());
    } catch (Refused e) {
      return Optional.of(e.getMessage());
    }
  }

  private static void require(ModelProto model, InputSize size, int classes) {
    requireKnown("the model", model);
    refuseIf(!model.hasGraph(), "it contains no graph");
    refuseIf(model.getFunctionsCount() > 0, "it defines functions of its own");
    refuseIf(model.getTrainingInfoCount() > 0, "it contains training information");
    model
        .getOpsetImportList()
        .forEach(opset -> refuseIf(!isStandard(opset.getDomain()), domain(opset.getDomain())));
    GraphProto graph = model.getGraph();
    requireKnown("the graph", graph);
    refuseIf(graph.getSparseInitializerCount() > 0, "it has sparse weights");
    graph.getNodeList().forEach(OnnxInspection::requireKnownOperator);
    graph.getInitializerList().forEach(OnnxInspection::requireSound);
    requireInput(graph, List.of(FREE, 3, size.height(), size.width()));
    requireOutput(graph, List.of(FREE, classes));
  }

  private static void requireKnownOperator(NodeProto node) {
    requireKnown("node " + node.getName(), node);
    refuseIf(!isStandard(node.getDomain()), domain(node.getDomain()));
    refuseIf(
        !OPERATORS.contains(node.getOpType()),
        "node %s is %s, but a serving graph may only contain %s"
            .formatted(node.getName(), node.getOpType(), OPERATORS.stream().sorted().toList()));
    for (AttributeProto attribute : node.getAttributeList()) {
      requireKnown("an attribute of node " + node.getName(), attribute);
      boolean onlyNumbers =
          Stream.of(
                  attribute.hasT(),
                  attribute.hasG(),
                  attribute.hasTp(),
                  attribute.hasSparseTensor(),
                  attribute.getTensorsCount() > 0,
                  attribute.getGraphsCount() > 0,
                  attribute.getTypeProtosCount() > 0,
                  attribute.getSparseTensorsCount() > 0)
              .noneMatch(there -> there);
      refuseIf(!onlyNumbers, "node " + node.getName() + " has attributes other than numbers");
    }
  }

  private static void requireSound(TensorProto tensor) {
    String name = tensor.getName();
    requireKnown("weight " + name, tensor);
    refuseIf(
        tensor.getExternalDataCount() > 0
            || tensor.getDataLocation() != TensorProto.DataLocation.DEFAULT,
        "weight " + name + " is in another file; all weights must be in the graph");
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    boolean finite =
        switch (tensor.getDataType()) {
          case TensorProto.DataType.FLOAT_VALUE ->
              isFinite(raw.asIntBuffer())
                  && tensor.getFloatDataList().stream().allMatch(Float::isFinite);
          case TensorProto.DataType.FLOAT16_VALUE ->
              isFinite(raw.asShortBuffer()) && tensor.getInt32DataCount() == 0;
          case TensorProto.DataType.INT8_VALUE,
              TensorProto.DataType.UINT8_VALUE,
              TensorProto.DataType.INT32_VALUE ->
              true;
          default ->
              throw new Refused(
                  "weight " + name + " is neither float32 nor float16, nor int8, uint8 or int32");
        };
    refuseIf(!finite, "weight " + name + " contains values that are not finite numbers");
  }

  /**
   * Checks the bits of float32 values. In blocks, since this runs on every weight of each version
   * before it is loaded, in a young process whose code is not yet compiled, where reading a buffer
   * value by value is slow.
   */
  private static boolean isFinite(IntBuffer floats) {
    int[] block = new int[BLOCK];
    while (floats.hasRemaining()) {
      int length = Math.min(floats.remaining(), BLOCK);
      floats.get(block, 0, length);
      for (int i = 0; i < length; i++) {
        if ((block[i] & FLOAT_EXPONENT) == FLOAT_EXPONENT) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isFinite(ShortBuffer halves) {
    short[] block = new short[BLOCK];
    while (halves.hasRemaining()) {
      int length = Math.min(halves.remaining(), BLOCK);
      halves.get(block, 0, length);
      for (int i = 0; i < length; i++) {
        if ((block[i] & HALF_EXPONENT) == HALF_EXPONENT) {
          return false;
        }
      }
    }
    return true;
  }

  private static void requireInput(GraphProto graph, List<Integer> shape) {
    List<String> weights = graph.getInitializerList().stream().map(TensorProto::getName).toList();
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(in -> !weights.contains(in.getName())).toList();
    refuseIf(
        inputs.size() != 1 || !inputs.get(0).getName().equals(OnnxExport.INPUT),
        "its inputs are %s, not %s"
            .formatted(inputs.stream().map(ValueInfoProto::getName).toList(), OnnxExport.INPUT));
    requireShape("its input", inputs.get(0), shape);
  }

  private static void requireOutput(GraphProto graph, List<Integer> shape) {
    ValueInfoProto logits =
        graph.getOutputList().stream()
            .filter(output -> output.getName().equals(OnnxExport.LOGITS))
            .findFirst()
            .orElseThrow(() -> new Refused("it has no output " + OnnxExport.LOGITS));
    requireShape("its output " + OnnxExport.LOGITS, logits, shape);
  }

  private static void requireShape(String what, ValueInfoProto value, List<Integer> shape) {
    var type = value.getType().getTensorType();
    List<Dimension> sides = type.getShape().getDimList();
    boolean fits =
        type.getElemType() == TensorProto.DataType.FLOAT_VALUE && sides.size() == shape.size();
    for (int i = 0; fits && i < sides.size(); i++) {
      fits =
          shape.get(i) == FREE ? !sides.get(i).hasDimValue() : isSide(sides.get(i), shape.get(i));
    }
    refuseIf(
        !fits,
        "%s has the shape %s, but must be float32 %s according to the manifest"
            .formatted(what, sides.stream().map(OnnxInspection::side).toList(), shape)
            .replace("[0,", "[n,"));
  }

  private static boolean isSide(Dimension side, int wanted) {
    return side.hasDimValue() && side.getDimValue() == wanted;
  }

  private static String side(Dimension side) {
    return side.hasDimValue() ? Long.toString(side.getDimValue()) : "n";
  }

  private static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  private static String domain(String domain) {
    return "it uses operators of " + domain + "; only those of ONNX are allowed";
  }

  /** An unknown field could name a file or contain a graph for a newer reader. */
  private static void requireKnown(String what, Message message) {
    refuseIf(!message.getUnknownFields().asMap().isEmpty(), what + " has unknown fields");
  }

  private static void refuseIf(boolean wrong, String why) {
    if (wrong) {
      throw new Refused(why);
    }
  }

  /** Aborts an inspection; not thrown out of this class. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why, null, false, false);
    }
  }
}
