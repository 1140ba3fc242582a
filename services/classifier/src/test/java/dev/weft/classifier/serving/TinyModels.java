package dev.weft.classifier.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Origin;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.xception.engine.load.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;

/**
 * An in-memory store with bundles of a network of nine weights, which computes the mean of each
 * colour and a dense layer. Bundles are intact or broken on purpose.
 */
public final class TinyModels {

  public static final String NAME = "tiny";
  static final List<String> CLASSES = List.of("a", "b", "c");

  private static final int SIDE = 71;
  private static final ObjectMapper JSON = new ObjectMapper();

  final MemoryObjectStore objects = new MemoryObjectStore();
  public final ModelStore store = new ModelStore(objects, "weft");
  private final Path dir;

  public TinyModels(Path dir) {
    this.dir = dir;
  }

  /** The newest version, which is looked for again after milliseconds. */
  static ModelChoice choice(Path dir, long memoryBytes) {
    return new ModelChoice(
        NAME,
        0,
        "onnx-cpu",
        1,
        2,
        dir.resolve("cache"),
        memoryBytes,
        1L << 30,
        Duration.ofMillis(20),
        Duration.ofMillis(20));
  }

  /** Publishes an intact version; each version has different weights. */
  public int publish() throws IOException {
    int version = store.newest(NAME).orElse(0) + 1;
    Path work = Files.createTempDirectory(dir, "draft");
    Path onnx = Files.write(work.resolve("onnx"), model(version).build().toByteArray());
    Path weights = Files.writeString(work.resolve("weights"), "of version " + version);
    return store.publish(
        new ModelDraft(
            NAME,
            CLASSES,
            new Preprocessing(SIDE, SIDE, Resize.STRETCH, Scaling.ZERO_TO_ONE),
            Engines.golden(new ModelFiles(onnx, weights, CLASSES.size(), SIDE, SIDE)),
            Map.of(ModelManifest.ONNX, onnx, ModelManifest.WEIGHTS, weights),
            Origin.imported("test", "version " + version, null)));
  }

  static String key(int version, String file) {
    return "models/" + NAME + "/" + version + "/" + file;
  }

  /** Replaces the bytes of a manifest. */
  void putManifest(int version, byte[] bytes) {
    objects.put("weft", key(version, "manifest.json"), bytes, "application/json");
  }

  void editManifest(int version, Consumer<ObjectNode> edit) throws IOException {
    byte[] bytes = objects.objects().get(key(version, "manifest.json"));
    var manifest = (ObjectNode) JSON.readTree(bytes);
    edit.accept(manifest);
    putManifest(version, JSON.writeValueAsBytes(manifest));
  }

  /** Replaces the graph, and updates its size and SHA-256 in the manifest. */
  void putGraph(int version, byte[] graph) throws IOException {
    objects.put("weft", key(version, ModelManifest.ONNX), graph, "x/y");
    editManifest(
        version,
        manifest ->
            ((ObjectNode) manifest.get("files").get(ModelManifest.ONNX))
                .put("size", graph.length)
                .put("sha256", sha256(graph)));
  }

  /** Replaces the graph by a modified copy of the intact one, and updates the manifest. */
  void editGraph(int version, Consumer<ModelProto.Builder> edit) throws IOException {
    var model = model(version);
    edit.accept(model);
    putGraph(version, model.build().toByteArray());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ModelProto.Builder model(int version) {
    var graph =
        GraphProto.newBuilder()
            .setName("tiny")
            .addInput(value("images", 3, SIDE, SIDE))
            .addNode(node("GlobalAveragePool", "pooled", "images"))
            .addNode(node("Flatten", "features", "pooled"))
            .addNode(node("Gemm", "logits", "features", "kernel", "bias"))
            .addInitializer(weights("kernel", version, 3, CLASSES.size()))
            .addInitializer(weights("bias", version, CLASSES.size()))
            .addOutput(value("logits", CLASSES.size()))
            .addOutput(value("features", 3));
    return ModelProto.newBuilder()
        .setIrVersion(7)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph);
  }

  static NodeProto.Builder node(String type, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  static AttributeProto.Builder attribute(String name) {
    return AttributeProto.newBuilder().setName(name);
  }

  private static TensorProto.Builder weights(String name, int version, int... sides) {
    var tensor = TensorProto.newBuilder().setName(name);
    tensor.setDataType(TensorProto.DataType.FLOAT_VALUE);
    int count = 1;
    for (int side : sides) {
      tensor.addDims(side);
      count *= side;
    }
    for (int i = 0; i < count; i++) {
      tensor.addFloatData((float) Math.sin(version + i));
    }
    return tensor;
  }

  /** A float32 value for {@code n} images. */
  static ValueInfoProto.Builder value(String name, int... sides) {
    var shape = TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("n"));
    for (int side : sides) {
      shape.addDim(Dimension.newBuilder().setDimValue(side));
    }
    var tensor =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor));
  }
}
