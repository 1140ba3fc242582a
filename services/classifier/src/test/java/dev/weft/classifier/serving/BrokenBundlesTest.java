package dev.weft.classifier.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.classifier.inflight.Route;
import dev.weft.events.rollout.RolloutObserved.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Candidates that are broken, or crafted to break the process that loads them. Each is refused with
 * its reason, while the serving version classifies images without interruption.
 */
class BrokenBundlesTest {

  @TempDir private static Path dir;
  private static TinyModels models;
  private static ReplicaScene replica;

  /** A way to break a version. */
  interface Breaking {
    void apply(TinyModels models, int version) throws IOException;
  }

  record Kind(String name, String reason, Breaking breaking) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void serveTheFirst() throws Exception {
    models = new TinyModels(dir);
    replica = new ReplicaScene(models, dir, 1L << 40);
    replica.say(models.publish());
    replica.await(1, State.READY);
  }

  @AfterAll
  static void close() {
    replica.close();
  }

  private static Kind kind(String name, String reason, Breaking breaking) {
    return new Kind(name, reason, breaking);
  }

  private static Kind manifest(String name, String reason, Consumer<ObjectNode> edit) {
    return new Kind(name, reason, (models, version) -> models.editManifest(version, edit));
  }

  private static Kind graph(String name, String reason, Consumer<ModelProto.Builder> edit) {
    return new Kind(name, reason, (models, version) -> models.editGraph(version, edit));
  }

  private static Kind fileNamed(String file) {
    return manifest(
        "a file named " + (file.length() > 100 ? "too long" : file),
        "not a valid file name in a bundle",
        manifest -> {
          var files = (ObjectNode) manifest.get("files");
          files.set(file, files.get("weights.safetensors").deepCopy());
        });
  }

  private static void refer(ObjectNode manifest, double edge, double next) {
    var reference = manifest.putObject("reference");
    reference.putObject("labels");
    var group = reference.putObject("features").putArray("groups").addObject();
    group.putArray("edges").add(edge).add(next);
    group.putArray("images").add(3).add(3).add(3);
  }

  private static ObjectNode onnx(ObjectNode manifest) {
    return (ObjectNode) manifest.get("files").get("model.onnx");
  }

  private static GraphProto.Builder in(ModelProto.Builder model) {
    return model.getGraphBuilder();
  }

  private static TensorProto.Builder kernel(ModelProto.Builder model) {
    return in(model).getInitializerBuilder(0);
  }

  static Stream<Kind> brokenManifests() {
    return Stream.of(
        kind("no JSON", "is not a manifest", (m, v) -> m.putManifest(v, "{".getBytes())),
        kind("a JSON array", "has the format 0", (m, v) -> m.putManifest(v, "[1]".getBytes())),
        kind(
            "a manifest of 2 MiB",
            "bytes, which is too large for a manifest",
            (m, v) -> m.putManifest(v, new byte[2 << 20])),
        manifest("another format", "has the format 2", manifest -> manifest.put("format", 2)),
        manifest(
            "another name", "is the manifest of shoes", manifest -> manifest.put("name", "shoes")),
        manifest(
            "another version",
            "is the manifest of tiny:99",
            manifest -> manifest.put("version", 99)),
        fileNamed("../../../escaped"),
        fileNamed("/tmp/absolute"),
        fileNamed("a/b"),
        fileNamed("..\\escaped"),
        fileNamed("manifest.json"),
        fileNamed("x".repeat(200)),
        manifest(
            "more files than a bundle has",
            "at most 100 files",
            manifest -> {
              var files = (ObjectNode) manifest.get("files");
              for (int i = 0; i < 100; i++) {
                files.set("file-" + i, onnx(manifest).deepCopy());
              }
            }),
        manifest("a wrong size", "should be 12 bytes", manifest -> onnx(manifest).put("size", 12)),
        manifest(
            "a huge size",
            "at most 1073741824 are allowed",
            manifest -> onnx(manifest).put("size", 7L << 30)),
        manifest(
            "a size that no file has",
            "must have 0 to",
            manifest -> onnx(manifest).put("size", Long.MAX_VALUE)),
        manifest("a negative size", "must have 0 to", manifest -> onnx(manifest).put("size", -1)),
        manifest(
            "no SHA-256", "not a valid SHA-256", manifest -> onnx(manifest).put("sha256", "abc")),
        manifest(
            "a class twice",
            "the names of classes must be unique",
            manifest -> ((ArrayNode) manifest.get("classes")).set(1, "a")),
        manifest(
            "one class too many",
            "a golden logit is required for each of the 4 classes",
            manifest -> ((ArrayNode) manifest.get("classes")).add("d")),
        manifest(
            "a golden logit too few",
            "a golden logit is required for each of the 3 classes",
            manifest -> ((ArrayNode) manifest.get("golden")).remove(0)),
        manifest(
            "a golden logit that is no number",
            "a golden logit is required for each of the 3 classes",
            manifest -> ((ArrayNode) manifest.get("golden")).set(0, "NaN")),
        manifest(
            "other golden logits",
            "the golden check failed",
            manifest -> ((ArrayNode) manifest.get("golden")).set(0, 17)),
        manifest(
            "a reference of features whose edges fall",
            "must be finite and ascending, but are [1.0, 0.0]",
            manifest -> refer(manifest, 1, 0)),
        manifest(
            "a reference of other features than the graph's",
            "2048 pooled features, but has 3",
            manifest -> refer(manifest, 0, 1)),
        kind(
            "a reference of features that the graph does not give",
            "its pooled features are unusable",
            (m, v) -> {
              m.editGraph(v, model -> in(model).removeOutput(1));
              m.editManifest(v, manifest -> refer(manifest, 0, 1));
            }),
        manifest(
            "images of a size that no network takes",
            "Xception requires",
            manifest -> ((ObjectNode) manifest.get("preprocessing")).put("width", 1 << 20)));
  }

  static Stream<Kind> brokenFiles() {
    return Stream.of(
        kind(
            "no model.onnx",
            "model.onnx is missing",
            (m, v) -> m.objects.delete("weft", TinyModels.key(v, "model.onnx"))),
        kind(
            "a truncated model.onnx",
            "model.onnx should be",
            (m, v) -> change(m, v, bytes -> Arrays.copyOf(bytes, bytes.length / 2))),
        kind(
            "a changed byte",
            "with the SHA-256",
            (m, v) ->
                change(
                    m,
                    v,
                    bytes -> {
                      bytes[bytes.length / 2] ^= 1;
                      return bytes;
                    })),
        kind("garbage", "the graph is rejected", (m, v) -> m.putGraph(v, "garbage".getBytes())),
        kind("nothing", "it contains no graph", (m, v) -> m.putGraph(v, new byte[0])));
  }

  private static void change(TinyModels models, int version, UnaryOperator<byte[]> change) {
    var key = TinyModels.key(version, "model.onnx");
    models.objects.put("weft", key, change.apply(models.objects.objects().get(key).clone()), "x/y");
  }

  static Stream<Kind> brokenGraphs() {
    return Stream.of(
        graph(
            "images of another size",
            "its input has the shape [n, 3, 99, 71]",
            model -> in(model).setInput(0, TinyModels.value("images", 3, 99, 71))),
        graph(
            "other classes than the manifest",
            "its output logits has the shape [n, 5]",
            model -> in(model).setOutput(0, TinyModels.value("logits", 5))),
        graph(
            "fewer logits than it promises",
            "version",
            model -> {
              in(model).getNodeBuilder(2).setInput(1, "small").setInput(2, "smaller");
              in(model).addInitializer(finite("small", 3, 2)).addInitializer(finite("smaller", 2));
            }),
        graph(
            "another input",
            "its inputs are [pixels]",
            model -> in(model).getInputBuilder(0).setName("pixels")),
        graph("no logits", "it has no output logits", model -> in(model).removeOutput(0)),
        graph(
            "weights that are no number",
            "weight kernel contains values",
            model -> kernel(model).setFloatData(0, Float.NaN)),
        graph(
            "infinite weights",
            "weight kernel contains values",
            model -> kernel(model).setFloatData(4, Float.NEGATIVE_INFINITY)),
        graph(
            "raw weights that are no number",
            "weight kernel contains values",
            model ->
                kernel(model).clearFloatData().setRawData(ByteString.copyFrom(raw(Float.NaN, 9)))),
        graph(
            "weights in a file outside",
            "weight kernel is in another file",
            model ->
                kernel(model)
                    .clearFloatData()
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(
                        StringStringEntryProto.newBuilder()
                            .setKey("location")
                            .setValue("../../../../../etc/passwd"))),
        graph(
            "an operator that loops",
            "node again is Loop",
            model ->
                in(model)
                    .addNode(
                        TinyModels.node("Loop", "again", "images")
                            .addAttribute(
                                TinyModels.attribute("body")
                                    .setType(AttributeProto.AttributeType.GRAPH)
                                    .setG(GraphProto.getDefaultInstance())))),
        graph(
            "an unknown operator",
            "node odd is Frobnicate",
            model -> in(model).addNode(TinyModels.node("Frobnicate", "odd", "images"))),
        graph(
            "an operator of another domain",
            "it uses operators of com.example",
            model -> in(model).getNodeBuilder(0).setDomain("com.example")),
        graph(
            "another domain",
            "it uses operators of com.example",
            model ->
                model.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain("com.example").setVersion(1))),
        graph(
            "a tensor for an attribute",
            "has attributes other than numbers",
            model ->
                in(model)
                    .getNodeBuilder(1)
                    .addAttribute(
                        TinyModels.attribute("value").setT(TensorProto.getDefaultInstance()))),
        graph(
            "inputs that nothing gives",
            "no engine can run this model",
            model -> in(model).getNodeBuilder(2).setInput(0, "nowhere")));
  }

  private static byte[] raw(float value, int count) {
    var bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static TensorProto.Builder finite(String name, int... sides) {
    var tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
    int count = 1;
    for (int side : sides) {
      tensor.addDims(side);
      count *= side;
    }
    return tensor.setRawData(ByteString.copyFrom(raw(1, count)));
  }

  @ParameterizedTest
  @MethodSource({"brokenManifests", "brokenFiles", "brokenGraphs"})
  void isRefusedWithItsReasonWhileTheOtherServes(Kind kind) throws Exception {
    int version = models.publish();
    kind.breaking().apply(models, version);
    var classifying = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> classified = classifying.submit(BrokenBundlesTest::classifyUntilInterrupted);
      replica.say(1, version, "rollout-" + version, 100, 0);
      assertThat(replica.await(version, State.REFUSED).reason())
          .contains("version " + version)
          .contains(kind.reason());
      replica.say(1);
      classifying.shutdownNow();
      assertThat(classified.get()).isPositive();
    } finally {
      classifying.shutdownNow();
    }
  }

  /**
   * Classifies images until it is interrupted; returns the number of images, all of which must
   * succeed.
   */
  private static int classifyUntilInterrupted() {
    int images = 0;
    FloatBuffer tensor =
        ByteBuffer.allocateDirect(3 * 71 * 71 * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    do {
      try (var lease = replica.held.lease("image-" + images)) {
        Route route = lease.route();
        assertThat(route.model().ref().version()).isEqualTo(1);
        assertThat(route.model().engine().infer(tensor.duplicate(), 1)).hasDimensions(1, 3);
        images++;
      }
    } while (!Thread.currentThread().isInterrupted());
    return images;
  }

  @Test
  void theSameVersionUnbrokenIsTaken() throws Exception {
    int version = models.publish();
    models.editManifest(version, manifest -> manifest.put("a later field", 1));
    models.editGraph(version, model -> {});
    replica.say(1, version, "rollout-" + version, 100, 0);
    replica.await(version, State.READY);
    replica.say(1);
  }
}
