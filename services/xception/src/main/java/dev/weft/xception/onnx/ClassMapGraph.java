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
 * A serving graph with one more output, {@value #CLASS_MAPS} {@code [n, h, w, classes]}: the last
 * feature map times the head's kernel, position by position, in float32.
 *
 * <p>The bytes of the serving graph stay as they are. A message of protobuf may be written in
 * pieces, whose repeated fields are joined: what is added is a piece of some 200 bytes that names
 * the output and the two nodes that make it from what the graph holds already. So what is explained
 * is the very graph that answers, and neither its weights nor the protobuf classes are needed
 * again.
 */
public final class ClassMapGraph {
  public static final String CLASS_MAPS = "class_maps";

  private static final String CELLS = "class_maps_cells";

  /** As {@link XceptionGraph} names it. */
  private static final String HEAD_KERNEL = Xception.head(1).name() + "_kernel";

  private ClassMapGraph() {}

  /**
   * Writes the graph; an older file is replaced.
   *
   * @param serving a float32 graph of {@link OnnxExport}, which is only read
   */
  public static void write(Path serving, Path file) throws IOException {
    Files.copy(serving, file, StandardCopyOption.REPLACE_EXISTING);
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      out.write(piece());
    }
  }

  /** A {@code ModelProto} with the additions alone; field numbers as in onnx.proto3. */
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

  /** A value of float32 in a shape that the runtime finds out. */
  private static ProtoMessage floats(String name) {
    ProtoMessage tensor = new ProtoMessage().number(1, 1);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }

  private static String featureMap() {
    List<Layer> last = Xception.blocks().get(Xception.blocks().size() - 1).layers();
    return last.get(last.size() - 1).name();
  }
}
