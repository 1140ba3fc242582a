package dev.weft.xception.onnx;

import dev.weft.xception.network.Layer;
import dev.weft.xception.network.Xception;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Adds an output to a serving graph, {@value #CLASS_MAPS} {@code [n, h, w, classes]}: the last
 * feature map times the head's kernel at each position, in float32.
 *
 * <p>The serving graph's bytes are unchanged. Protobuf messages can be concatenated, which joins
 * their repeated fields: some 200 bytes are appended that define the output and the two nodes that
 * compute it from existing values. The explained graph is therefore exactly the served one, and
 * neither its weights nor the protobuf classes are needed.
 */
public final class ClassMapGraph {
  public static final String CLASS_MAPS = "class_maps";

  private static final String CELLS = "class_maps_cells";

  /** The name given by {@link XceptionGraph}. */
  private static final String HEAD_KERNEL = Xception.head(1).name() + "_kernel";

  private ClassMapGraph() {}

  /**
   * Writes the graph, replacing an older file.
   *
   * @param serving a float32 graph of {@link OnnxExport}; not modified
   */
  public static void write(Path serving, Path file) throws IOException {
    Files.copy(serving, file, StandardCopyOption.REPLACE_EXISTING);
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      out.write(piece());
    }
  }

  /** A {@code ModelProto} with only the additions; field numbers as in onnx.proto3. */
  static byte[] piece() {
    ProtoMessage channelsLast =
        new ProtoMessage()
            .text(1, "perm")
            .number(8, 0)
            .number(8, 2)
            .number(8, 3)
            .number(8, 1)
            .number(20, 7);
    ProtoMessage graph =
        new ProtoMessage()
            .message(1, node("Transpose", CELLS, List.of(featureMap())).message(5, channelsLast))
            .message(1, node("MatMul", CLASS_MAPS, List.of(CELLS, HEAD_KERNEL)))
            .message(12, floats(CLASS_MAPS));
    return new ProtoMessage().message(7, graph).toBytes();
  }

  private static ProtoMessage node(String type, String output, List<String> inputs) {
    ProtoMessage node = new ProtoMessage();
    inputs.forEach(input -> node.text(1, input));
    return node.text(2, output).text(3, output).text(4, type);
  }

  /** A float32 value whose shape the runtime infers. */
  private static ProtoMessage floats(String name) {
    ProtoMessage tensor = new ProtoMessage().number(1, 1);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }

  private static String featureMap() {
    List<Layer> last = Xception.blocks().get(Xception.blocks().size() - 1).layers();
    return last.get(last.size() - 1).name();
  }
}
