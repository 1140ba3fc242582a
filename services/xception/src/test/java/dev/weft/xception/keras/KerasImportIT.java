package dev.weft.xception.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.embedded.EmbeddedStore;
import dev.weft.imagenetbase.ImagenetBase;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.reference.FeatureReference;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.network.Xception;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasImportIT {
  private static final String BUCKET = "weft";

  @TempDir static Path dir;
  private static EmbeddedStore server;
  private static ObjectStore store;
  private static ModelStore models;

  @BeforeAll
  static void start() {
    server = EmbeddedStore.start(dir.resolve("s3"), 0, "key", "secret");
    store = new S3ObjectStore(StoreSettings.of(server.endpoint(), "key", "secret"));
    store.ensureBucket(BUCKET);
    models = new ModelStore(store, BUCKET);
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @Test
  void theStarterIsImportedWithTheGoldenLogitsThatItWasTrainedTo() {
    ModelDraft draft =
        KerasImport.draft(
            StarterModel.copyWeightsTo(dir),
            StarterModel.NAME,
            StarterModel.classes(),
            Preprocessing.XCEPTION,
            dir);
    int version = models.publish(draft);
    ModelManifest manifest = models.manifest(StarterModel.NAME, version).orElseThrow();
    float[] expected = StarterModel.goldenLogits();
    for (int i = 0; i < expected.length; i++) {
      assertThat(manifest.golden().get(i)).isCloseTo(expected[i], Offset.offset(1e-4f));
    }
    assertThat(manifest.classes()).isEqualTo(StarterModel.classes());
    assertThat(manifest.origin().kind()).isEqualTo("keras-import");
  }

  @Test
  void theStartersGraphInIntegersIsPublishedWithItAndServes() throws IOException {
    Path work = Files.createTempDirectory(dir, "quantized");
    ModelDraft draft =
        KerasImport.withQuantized(
            KerasImport.draft(
                StarterModel.copyWeightsTo(work),
                "quantized",
                StarterModel.classes(),
                Preprocessing.XCEPTION,
                work),
            StarterModel.copyRangesTo(work),
            StarterModel.copyQuantizedTo(work),
            work);
    int version = models.publish(draft);
    ModelBundle bundle = models.fetch("quantized", version, dir.resolve("quantized-cache"));

    try (Engine engine =
        Engines.load(
            bundle.files(), bundle.golden(), new EngineOptions("onnx-cpu-int8", 0, 1, 0))) {
      assertThat(engine.info().name()).isEqualTo("onnx-cpu-int8");
    }
  }

  @Test
  void namesThatDoNotFitTheFileAreRefused() {
    Path h5 = StarterModel.copyWeightsTo(dir);
    assertThatThrownBy(
            () -> KerasImport.draft(h5, "x", List.of("one"), Preprocessing.XCEPTION, dir))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 10 classes, but 1 names");
  }

  @Test
  void theImagenetBaseGivesItsGoldenFeatures() throws IOException {
    Path work = Files.createTempDirectory(dir, "base");
    ModelDraft draft =
        KerasImport.base(
            ImagenetBase.copyWeightsTo(work), ImagenetBase.NAME, Preprocessing.XCEPTION, work);
    assertThat(draft.golden().logits()).hasSize(1);
    assertThat((double) draft.golden().logits()[0] * Xception.FEATURES)
        .as("the mean of the features, which is the answer of a base")
        .isCloseTo(ImagenetBase.goldenFeatureSum(), Offset.offset(1e-3));

    int version = models.publishBase(draft, dir.resolve("base-cache"));
    ModelBundle bundle = models.fetch(ImagenetBase.NAME, version, dir.resolve("other-cache"));
    FloatBuffer image = GoldenCase.images(1, 299, 299);
    try (Engine engine = Engines.load(bundle.files(), bundle.golden(), EngineOptions.auto(1))) {
      float[] features = engine.features(image, 1)[0];
      float[] expected = ImagenetBase.goldenFeatures();
      for (int i = 0; i < expected.length; i++) {
        assertThat(features[i]).as("feature %d", i).isCloseTo(expected[i], Offset.offset(1e-4f));
      }
    }
  }

  @Test
  void aNewTopTakesTheClassesThatAreNamedWhateverTopTheFileHas() {
    Path h5 = StarterModel.copyWeightsTo(dir);
    ModelDraft draft =
        KerasImport.withNewTop(
            h5, "tops", List.of("polo", "hoodie", "blazer"), Preprocessing.XCEPTION, dir);
    assertThat(draft.classes()).containsExactly("polo", "hoodie", "blazer");
    assertThat(draft.golden().logits()).containsExactly(0, 0, 0);
    assertThatThrownBy(
            () -> KerasImport.withNewTop(h5, "tops", List.of(), Preprocessing.XCEPTION, dir))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a model must have classes");
  }

  @Test
  void theFormatOfVersionsHasAsManyFeaturesAsTheNetwork() {
    assertThat(FeatureReference.FEATURES).isEqualTo(Xception.FEATURES);
  }
}
