package dev.weft.standalone;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Origin;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import dev.weft.testsupport.garments.Garments;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.ModelProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged application with a candidate that would take the memory of the process that serves.
 */
@Timeout(900)
class UnsafeCandidateIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;
  @TempDir Path work;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aCandidateThatTakesAllMemoryIsRolledBackAndAnotherIsCheckedAndLoaded() throws Exception {
    try (var weft = App.start(data)) {
      JsonNode ready = weft.awaitReady();
      assertThat(weft.output())
          .as("the first version of all is loaded at once")
          .noneMatch(line -> line.contains("separate process"));
      publish(ready, UnsafeCandidateIT::withAFrameOf9000Pixels);

      JsonNode ended = awaitRolledBack(weft, ready);

      assertThat(ended.path("version").asInt()).isEqualTo(2);
      assertThat(ended.path("reason").asText())
          .contains("MiB of memory", "gave up after 3 attempts");
      assertAnswered(ready);
      publish(ready, bytes -> bytes);
      await(weft, "model=clothing:3 passed its check in a separate process");
      await(weft, "loaded model=clothing:3");
      assertAnswered(ready);
      weft.kill();
    }
    try (var weft = App.start(data)) {
      JsonNode ready = weft.awaitReady();
      await(weft, "loaded model=clothing:3");
      assertThat(weft.output())
          .as("what was loaded here before is not checked again")
          .noneMatch(line -> line.contains("separate process"));
      assertAnswered(ready);
    }
  }

  /** Creates a modified graph. */
  interface Edit {
    byte[] apply(byte[] graph) throws Exception;
  }

  /** Adds padding to the first convolution, whose output then takes ten gigabytes. */
  private static byte[] withAFrameOf9000Pixels(byte[] graph) throws Exception {
    var model = ModelProto.parseFrom(graph).toBuilder();
    var conv =
        model.getGraphBuilder().getNodeBuilderList().stream()
            .filter(node -> node.getOpType().equals("Conv"))
            .findFirst()
            .orElseThrow();
    for (int i = conv.getAttributeCount() - 1; i >= 0; i--) {
      if (conv.getAttribute(i).getName().equals("pads")) {
        conv.removeAttribute(i);
      }
    }
    conv.addAttribute(
        AttributeProto.newBuilder()
            .setName("pads")
            .setType(AttributeProto.AttributeType.INTS)
            .addAllInts(Collections.nCopies(4, 9000L)));
    return model.build().toByteArray();
  }

  /** Publishes a copy of the first version with another graph as the next version. */
  private void publish(JsonNode ready, Edit edit) throws Exception {
    var keys = LocalStoreKeys.in(data);
    var settings =
        StoreSettings.of(URI.create(ready.path("s3").asText()), keys.accessKey(), keys.secretKey());
    try (var objects = new S3ObjectStore(settings)) {
      var store = new ModelStore(objects, ready.path("bucket").asText());
      ModelBundle first = store.fetch("clothing", 1, work.resolve("cache"));
      Path onnx = first.directory().resolve(ModelManifest.ONNX);
      Path edited =
          Files.write(work.resolve(ModelManifest.ONNX), edit.apply(Files.readAllBytes(onnx)));
      var manifest = first.manifest();
      store.publish(
          new ModelDraft(
              "clothing",
              manifest.classes(),
              manifest.preprocessing(),
              manifest.goldenCase(),
              Map.of(
                  ModelManifest.ONNX,
                  edited,
                  ModelManifest.WEIGHTS,
                  first.directory().resolve(ModelManifest.WEIGHTS)),
              Origin.imported("test", edited.getFileName().toString(), null)));
    }
  }

  private JsonNode awaitRolledBack(App weft, JsonNode ready) throws Exception {
    URI uri = URI.create(ready.path("http").asText() + "/v1/rollouts/clothing");
    var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
    var ended = new AtomicReference<JsonNode>();
    weft.await(
        "a rollout that is rolled back",
        () -> {
          var state = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
          ended.set(JSON.readTree(state).findPath("history").path(0));
          return ended.get().path("outcome").asText().equals("rolled-back");
        });
    return ended.get();
  }

  private void assertAnswered(JsonNode ready) throws Exception {
    byte[] jpeg = Garments.seeded(7).draw(0).jpeg();
    var request =
        HttpRequest.newBuilder(URI.create(ready.path("http").asText() + "/v1/images?wait=60s"))
            .timeout(TIMEOUT)
            .header("Content-Type", "image/jpeg")
            .POST(HttpRequest.BodyPublishers.ofByteArray(jpeg))
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(JSON.readTree(response.body()).path("state").asText()).isEqualTo("classified");
  }

  private static void await(App weft, String said) throws Exception {
    weft.await(said, () -> weft.output().stream().anyMatch(line -> line.contains(said)));
  }
}
