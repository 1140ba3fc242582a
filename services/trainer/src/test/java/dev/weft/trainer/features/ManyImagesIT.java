package dev.weft.trainer.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.base.Sha256;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.features.Augmentation;
import dev.weft.features.Fakes;
import dev.weft.features.FeatureSet;
import dev.weft.features.FeatureStore;
import dev.weft.features.PerceptualHash;
import dev.weft.features.RefusedObjects;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import dev.weft.startermodel.StarterModel;
import dev.weft.trainer.dataset.Candidates;
import dev.weft.trainer.dataset.DatasetBuilder;
import dev.weft.trainer.dataset.DatasetResult;
import dev.weft.trainer.dataset.LabeledImage;
import dev.weft.trainer.dataset.SplitRatios;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.labels.ImageDigests;
import dev.weft.trainer.phase.FileCheckpoints;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.phase.PhaseResult;
import dev.weft.trainer.phase.head.FreezePhase;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.KerasWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds 100,000 labels, features and samples at once in the tests' heap, which is half of the
 * documented 4 GiB. The features are random points around a centre for each class; everything else
 * is as in a training.
 */
class ManyImagesIT {
  private static final int IMAGES = 100_000;
  private static final int CLASSES = 10;

  @TempDir Path dir;

  @Test
  void aHundredThousandImagesFitIntoHalfOfTheHeapThatIsPromised() throws IOException {
    try (EmbeddedStore embedded = EmbeddedStore.start(dir.resolve("s3"), 0, "weft", "secret-key");
        S3ObjectStore store =
            new S3ObjectStore(StoreSettings.of(embedded.endpoint(), "weft", "secret-key"))) {
      store.ensureBucket("weft");
      List<ImageLabeled> labels = labels();
      List<LabeledImage> images =
          new ImageDigests(store, "weft", new RefusedObjects(store, "weft"))
              .complete(labels, () -> {})
              .images();
      FeatureSet features =
          new FeatureStore(store, "weft", dir.resolve("features")).open("base", Fakes.SMALL);
      fill(features, images);
      TrainingDataset dataset = dataset(images, features);
      assertThat(dataset.samples()).hasSize(IMAGES);
      PhaseResult result =
          new FreezePhase(recipe(), PhaseProgress.Listener.SILENT)
              .run(
                  KerasWeights.read(StarterModel.copyWeightsTo(dir)),
                  true,
                  dataset,
                  features,
                  new FileCheckpoints(dir.resolve("checkpoints")));
      assertThat(result.history().epochs().get(0).validationAccuracy()).isGreaterThan(0.9);
    }
  }

  private static List<ImageLabeled> labels() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    List<ImageLabeled> labels = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      String id = "image-%06d".formatted(i);
      byte[] digest = Sha256.of(id);
      labels.add(
          new ImageLabeled(
              id,
              new ObjectRef("weft", "uploads/" + id, 1, HexFormat.of().formatHex(digest)),
              "class-" + i % CLASSES,
              now,
              LabelSource.PERSON,
              "someone",
              now));
    }
    return labels;
  }

  private static void fill(FeatureSet features, List<LabeledImage> images) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < images.size(); i++) {
      float[] row = new float[Xception.FEATURES];
      for (int f = 0; f < row.length; f++) {
        row[f] = (float) (random.nextDouble() + (f % CLASSES == i % CLASSES ? 0.5 : 0));
      }
      var look =
          new PerceptualHash(
              random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
      features.add(images.get(i).object().sha256(), Augmentation.NONE, look, row);
    }
    features.flush();
  }

  private static TrainingDataset dataset(List<LabeledImage> images, FeatureSet features) {
    Map<String, PerceptualHash> looks = new HashMap<>();
    images.forEach(
        image -> {
          String sha256 = image.object().sha256();
          looks.put(sha256, features.look(sha256).orElseThrow());
        });
    DatasetResult result =
        new DatasetBuilder(SplitRatios.DEFAULT, 10)
            .build(Candidates.of(images, 10), looks, Map.of());
    return ((DatasetResult.Ready) result).dataset();
  }

  private static Recipe recipe() {
    Recipe usual = Recipe.DEFAULT;
    return new Recipe(
        usual.seed(),
        usual.minImagesPerClass(),
        usual.batchSize(),
        false,
        true,
        new Recipe.Head(1e-3, 1, 1, 0, 0),
        Recipe.FineTune.NONE,
        0,
        usual.base(),
        true,
        Recipe.Judging.DEFAULT,
        0,
        null);
  }
}
