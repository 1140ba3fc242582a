package dev.weft.systemtests.badinput;

import static dev.weft.systemtests.badinput.RunningWeft.COLOURS;
import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.testsupport.models.ColourNetwork;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Invalid versions of a model in the store. */
final class VersionCases {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REFUSED = "rolled back";

  private VersionCases() {}

  static List<BadCase> all() {
    return List.of(
        bundle(
            "version-no-manifest",
            "a manifest that is no JSON",
            "is not a manifest",
            b -> b.manifest("{")),
        bundle(
            "version-array",
            "a manifest that is no object",
            "has the format 0",
            b -> b.manifest("[1]")),
        bundle(
            "version-manifest-2-mib",
            "a manifest of 2 MiB",
            "too large for a manifest",
            b -> b.manifest(" ".repeat(2 << 20))),
        bundle(
            "version-format",
            "a manifest of another format",
            "has the format 2",
            b -> b.edit(m -> m.put("format", 2))),
        bundle(
            "version-other-name",
            "another model's manifest",
            "is the manifest of shoes",
            b -> b.edit(m -> m.put("name", "shoes"))),
        bundle(
            "version-file-climbs",
            "a file name with path traversal (`../`)",
            "not a valid file name in a bundle",
            b ->
                b.edit(
                    m ->
                        ((ObjectNode) m.get("files"))
                            .set("../../escaped", m.at("/files/weights.safetensors")))),
        bundle(
            "version-size-huge",
            "a file of 7 GiB by its manifest",
            "models may use at most",
            b -> b.edit(m -> ((ObjectNode) m.at("/files/model.onnx")).put("size", 7L << 30))),
        bundle(
            "version-class-twice",
            "a class twice",
            "the names of classes must be unique",
            b -> b.edit(m -> ((ArrayNode) m.get("classes")).set(1, "red"))),
        bundle(
            "version-golden",
            "other golden logits than the network's",
            "the golden check failed",
            b -> b.edit(m -> ((ArrayNode) m.get("golden")).set(0, 17))),
        bundle(
            "version-file-missing",
            "no graph",
            "model.onnx is missing",
            b -> b.files.remove("model.onnx")),
        bundle(
            "version-file-cut-off",
            "a graph that is cut off",
            "model.onnx should be",
            b ->
                b.files.computeIfPresent(
                    "model.onnx", (name, bytes) -> Arrays.copyOf(bytes, bytes.length / 2))),
        bundle(
            "version-file-changed",
            "a graph with a changed byte",
            "SHA-256",
            b -> b.files.get("model.onnx")[40] ^= 1),
        bundle(
            "version-garbage",
            "a graph that is none",
            "the graph is rejected",
            b -> b.graph("garbage".getBytes(UTF_8))),
        bundle(
            "version-empty",
            "a graph of no bytes",
            "contains no graph",
            b -> b.graph(new byte[0])));
  }

  /** The files of a version, to be corrupted. */
  private static final class Bundle {
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Bundle(Map<String, byte[]> objects) {
      objects.forEach((key, bytes) -> files.put(key.substring(key.lastIndexOf('/') + 1), bytes));
    }

    private void manifest(String text) {
      files.put("manifest.json", text.getBytes(UTF_8));
    }

    private void edit(Consumer<ObjectNode> edit) {
      try {
        ObjectNode manifest = (ObjectNode) JSON.readTree(files.get("manifest.json"));
        edit.accept(manifest);
        files.put("manifest.json", JSON.writeValueAsBytes(manifest));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    /** Replaces the graph; the manifest is updated to match. */
    private void graph(byte[] bytes) {
      files.put("model.onnx", bytes);
      edit(
          manifest ->
              ((ObjectNode) manifest.at("/files/model.onnx"))
                  .put("size", bytes.length)
                  .put("sha256", sha256(bytes)));
    }

    private static String sha256(byte[] bytes) {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static BadCase bundle(String id, String what, String says, Consumer<Bundle> spoil) {
    return new BadCase(id, what, REFUSED, says, weft -> rolledOut(weft, spoil));
  }

  /** Puts the next version into the store, and waits for the outcome of its rollout. */
  private static Answer rolledOut(RunningWeft weft, Consumer<Bundle> spoil) throws Exception {
    int version = 1 + state(weft).at("/history/0/version").asInt(1);
    Bundle bundle = new Bundle(weft.publish(version, ColourNetwork.right()));
    spoil.accept(bundle);
    bundle.files.forEach(
        (name, bytes) -> weft.put("models/%s/%d/%s".formatted(COLOURS, version, name), bytes));
    JsonNode state =
        await("the end of version " + version)
            .atMost(TIMEOUT)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> state(weft), s -> s.at("/history/0/version").asInt() == version);
    String serving = state.path("serving").asInt() == 1 ? "" : " but serves";
    return Answer.of(
        state.at("/history/0/outcome").asText().replace('-', ' ') + serving,
        state.at("/history/0/reason").asText());
  }

  private static JsonNode state(RunningWeft weft) throws IOException, InterruptedException {
    return JSON.readTree(weft.web().get("/v1/rollouts/" + COLOURS).says());
  }
}
