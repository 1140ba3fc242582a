package dev.weft.classifier.serving;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.classifier.inflight.ServingModel;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Origin;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.keras.KerasImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases other than a single serving version, which the test of the complete application covers. */
class NewestVersionsIT {

  @TempDir private Path dir;
  private EmbeddedStore endpoint;
  private S3ObjectStore objects;
  private ModelStore models;
  private final List<ServingModel> served = new CopyOnWriteArrayList<>();

  @BeforeEach
  void startStore() {
    endpoint = EmbeddedStore.start(dir.resolve("s3"), 0, "key", "secret-key");
    objects = new S3ObjectStore(StoreSettings.of(endpoint.endpoint(), "key", "secret-key"));
    objects.ensureBucket("weft");
    models = new ModelStore(objects, "weft");
  }

  @AfterEach
  void stopStore() {
    objects.close();
    endpoint.close();
  }

  private NewestVersions loader(int version) {
    var choice =
        new ModelChoice(
            "shoes",
            version,
            "onnx-cpu",
            0,
            0,
            dir.resolve("cache"),
            1L << 40,
            1L << 30,
            Duration.ofMillis(20),
            Duration.ofMillis(20));
    return new NewestVersions(models, choice, new SharedMemory(), Guards.checked(dir), served::add);
  }

  private int publishNonsense() throws IOException {
    var onnx = Files.writeString(dir.resolve("model.onnx"), "no graph");
    var weights = Files.writeString(dir.resolve("weights.safetensors"), "no weights");
    return models.publish(
        new ModelDraft(
            "shoes",
            List.of("a", "b"),
            Preprocessing.XCEPTION,
            new GoldenCase(new float[] {1, 2}),
            Map.of(ModelManifest.ONNX, onnx, ModelManifest.WEIGHTS, weights),
            Origin.imported("keras-import", "test", "0".repeat(64))));
  }

  private ModelDraft starter() throws IOException {
    var work = Files.createDirectories(dir.resolve("starter"));
    return KerasImport.draft(
        StarterModel.copyWeightsTo(work),
        "shoes",
        StarterModel.classes(),
        new Preprocessing(96, 96, Resize.STRETCH, Scaling.MINUS_ONE_TO_ONE),
        work);
  }

  private static boolean serves(NewestVersions loader, int version) {
    return loader.state() instanceof LoadingState.Serving serving
        && serving.model().version() == version;
  }

  @Test
  void servesTheNewestThatCanBeLoadedAndFollowsNewerOnes() throws Exception {
    var starter = starter();
    models.publish(starter);
    int broken = publishNonsense();
    try (var loader = loader(0)) {
      loader.start();
      await().atMost(TIMEOUT).until(() -> serves(loader, 1));
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  loader.state() instanceof LoadingState.Serving serving
                      && String.valueOf(serving.newerFails()).contains("version " + broken));

      int newer = models.publish(starter);
      await().atMost(TIMEOUT).until(() -> serves(loader, newer));
      assertThat(served).extracting(model -> model.ref().version()).containsExactly(1, newer);
    }
    served.forEach(model -> model.engine().close());
  }

  private static String reason(NewestVersions loader) {
    return loader.state() instanceof LoadingState.Failed failed ? failed.reason() : "";
  }

  @Test
  void awaitsAVersionAndThenSaysWhyItCannotServe() throws Exception {
    try (var loader = loader(0)) {
      loader.start();
      assertThat(loader.state()).isEqualTo(new LoadingState.Awaited("shoes:newest"));
      publishNonsense();
      await().atMost(TIMEOUT).until(() -> reason(loader).contains("not an ONNX graph"));
      assertThat(loader.state().isServing()).isFalse();
    }
  }

  @Test
  void namesTheFileThatIsNotWhatItsManifestSays() throws Exception {
    int version = publishNonsense();
    objects.put("weft", "models/shoes/" + version + "/model.onnx", new byte[8], "x/y");
    try (var loader = loader(version)) {
      loader.start();
      await().atMost(TIMEOUT).until(() -> reason(loader).contains("model.onnx"));
    }
  }

  @Test
  void saysThatTheStoreIsAwayAndGoesOnWhenItIsBack() throws Exception {
    int port = endpoint.port();
    endpoint.close();
    try (var loader = loader(0)) {
      loader.start();
      await().atMost(TIMEOUT).until(() -> !reason(loader).isEmpty());
      endpoint = EmbeddedStore.start(dir.resolve("s3"), port, "key", "secret-key");
      await().atMost(TIMEOUT).until(() -> loader.state() instanceof LoadingState.Awaited);
    }
  }
}
