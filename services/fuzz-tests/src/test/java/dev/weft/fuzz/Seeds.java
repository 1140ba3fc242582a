package dev.weft.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** Regenerates the seeds of the corpora: {@code Seeds ROOT}, where ROOT is the repository. */
final class Seeds {
  private final Path root;
  private final Path corpora;

  private Seeds(Path root) {
    this.root = root;
    this.corpora = root.resolve("services/fuzz-tests/src/test/resources/corpora");
  }

  public static void main(String[] args) throws IOException {
    Seeds seeds = new Seeds(Path.of(args[0]));
    seeds.images();
    seeds.documents();
    seeds.events();
    seeds.models();
  }

  private void images() throws IOException {
    try (Stream<Path> fixtures =
        Files.list(root.resolve("services/imaging/src/test/resources/dev/weft/imaging"))) {
      for (Path fixture : fixtures.toList()) {
        String name = fixture.getFileName().toString();
        String type = name.substring(name.lastIndexOf('.') + 1).replace("jpg", "jpeg");
        write(type, name, Files.readAllBytes(fixture));
      }
    }
    DrawnImages.all().forEach((name, bytes) -> write(name.split("-", 2)[0], name, bytes));
  }

  private void documents() {
    write(
        "multipart",
        "two-files",
        ("x\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                + "Content-Type: image/png\r\n\r\nABC\r\n--x\r\n\r\nDEF\r\n--x--\r\n")
            .getBytes(ISO_8859_1));
    String image = "{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[1]";
    write(
        "inference",
        "base64",
        ("\n{\"id\":\"1\",\"inputs\":[" + image + ",\"data\":[\"AAAA\"]}]}"));
    String json =
        "{\"inputs\":["
            + image
            + ",\"parameters\":{\"binary_data_size\":7}}],"
            + "\"outputs\":[{\"name\":\"probabilities\",\"parameters\":{\"binary_data\":true}}]}";
    write("inference", "binary", json.length() + "\n" + json + "\3\0\0\0ABC");
    write(
        "inference",
        "pixels",
        "\n{\"inputs\":[{\"name\":\"pixels\",\"datatype\":\"FP32\",\"shape\":[1,3,1,2],"
            + "\"data\":[[[[0.5,1]],[[0,1e-3]],[[1,0]]]]}]}");
  }

  private void events() throws IOException {
    Path examples = root.resolve("schemas/examples");
    try (Stream<Path> kinds = Files.list(examples)) {
      for (Path kind : kinds.filter(path -> !path.endsWith("invalid")).toList()) {
        try (Stream<Path> files = Files.list(kind)) {
          for (Path file : files.toList()) {
            event(kind.getFileName().toString(), file);
          }
        }
      }
    }
  }

  private void event(String kind, Path file) throws IOException {
    String name = file.getFileName().toString().replace(".json", "");
    String json = Files.readString(file);
    if (kind.startsWith("s3-")) {
      write("notification", name, json.getBytes(UTF_8));
      return;
    }
    String type = "weft." + kind.replace('-', '.');
    var home =
        dev.weft.events.catalog.EventType.ofCeType(type)
            .orElseThrow(() -> new IllegalStateException("no event " + type));
    var tree = dev.weft.events.json.EventJson.parse(json.getBytes(UTF_8));
    String key;
    try {
      key = dev.weft.events.json.EventJson.read(tree, home.record()).key();
    } catch (RuntimeException e) {
      key = "";
    }
    String headers =
        "ce_specversion: 1.0\nce_id: 1\nce_type: "
            + type
            + "\nce_source: /weft/fuzz\ncontent-type: application/json\n";
    String text = home.topic() + "\n" + (key == null ? "" : key) + "\n" + headers + "\n" + tree;
    write("event", kind + "-" + name, text.getBytes(UTF_8));
  }

  private void models() throws IOException {
    byte[] header =
        "{\"a/kernel\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}   "
            .getBytes(UTF_8);
    write(
        "safetensors",
        "one-tensor",
        ByteBuffer.allocate(16 + header.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header)
            .array());
    write("onnx", "one-node", graph().toByteArray());
    Path h5 = Files.createTempFile("weft-seed", ".h5");
    Files.delete(h5);
    try (WritableHdfFile hdf = io.jhdf.HdfFile.write(h5)) {
      hdf.putAttribute("layer_names", new String[] {"block1_conv1"});
      var layer = hdf.putGroup("block1_conv1");
      layer.putAttribute("weight_names", new String[] {"kernel:0"});
      layer.putDataset("kernel:0", new float[3][3][3][2]);
    }
    write("keras", "one-layer", Files.readAllBytes(h5));
    Files.delete(h5);
  }

  private static ModelProto graph() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(
            GraphProto.newBuilder()
                .setName("g")
                .addNode(
                    NodeProto.newBuilder()
                        .setOpType("Gemm")
                        .addAllInput(List.of("images", "w"))
                        .addOutput("logits"))
                .addInitializer(
                    TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .addDims(2)
                        .setRawData(ByteString.copyFrom(new byte[8])))
                .addInput(value("images", 3, 299, 299))
                .addOutput(value("logits", 10)))
        .build();
  }

  private static ValueInfoProto value(String name, long... sides) {
    var shape = TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("n"));
    for (long side : sides) {
      shape.addDim(Dimension.newBuilder().setDimValue(side));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }

  private void write(String target, String name, String text) {
    write(target, name, text.getBytes(ISO_8859_1));
  }

  private void write(String target, String name, byte[] bytes) {
    try {
      Path folder = Files.createDirectories(corpora.resolve(target));
      Files.write(folder.resolve("seed-" + name), bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
