package dev.weft.classifier.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.inflight.AnswerUncertainty;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.pipeline.FakeEngine;
import dev.weft.classifier.serving.LoadedModels;
import dev.weft.classifier.serving.ModelChoice;
import dev.weft.classifier.serving.SharedMemory;
import dev.weft.events.ModelRef;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Origin;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.engine.load.SizedGraph;
import dev.weft.xception.keras.KerasImport;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.weights.SafeTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The base of a version that was trained at another input size than the base was published with.
 */
class FeatureBasesTest {
  private static final String MODEL = StarterModel.NAME;
  private static final Preprocessing ROOT = Preprocessing.XCEPTION.withSize(71, 71);
  private static final Preprocessing SIZED = ROOT.withSize(96, 96);
  private static final ModelRef SECOND = new ModelRef(MODEL, 2);

  private final ModelStore models = new ModelStore(new MemoryObjectStore(), "weft");
  private SizedGraph sized;
  private ModelChoice choice;

  @TempDir Path dir;

  @BeforeEach
  void publishARootAndAVersionOfAnotherSize() throws IOException {
    Path work = Files.createDirectories(dir.resolve("work"));
    ModelDraft root =
        KerasImport.draft(
            StarterModel.copyWeightsTo(work), MODEL, StarterModel.classes(), ROOT, work);
    models.publish(root);
    Path tensors = root.files().get(ModelManifest.WEIGHTS);
    sized =
        SizedGraph.write(
            SafeTensors.read(tensors), tensors, new InputSize(96, 96), work.resolve("sized.onnx"));
    Map<String, Path> files = new HashMap<>(root.files());
    files.put(ModelManifest.ONNX, sized.files().onnx());
    models.publish(
        new ModelDraft(
            MODEL,
            root.classes(),
            SIZED,
            sized.golden(),
            files,
            new Origin(Origin.TRAINING, "datasets/x.jsonl", null, MODEL + ":1", Map.of(), null)));
    choice =
        new ModelChoice(
            MODEL,
            0,
            Engines.FLOAT32,
            1,
            1,
            Files.createDirectories(dir.resolve("cache")),
            1L << 30,
            1L << 30,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
  }

  @Test
  void aVersionsOwnFeaturesAreThoseOfItsTrainingsBaseAtItsSize() {
    FeatureBases bases = new FeatureBases(models, choice);

    FeatureBase base = bases.of(SECOND);

    assertThat(base.preprocessing()).isEqualTo(SIZED);
    assertThat(base.isAsPublished()).isFalse();
    assertThat(bases.isOwn(serving(SECOND, SIZED))).isTrue();
    ModelRef first = new ModelRef(MODEL, 1);
    assertThat(bases.of(first).isAsPublished()).isTrue();
    assertThat(bases.isOwn(serving(first, ROOT))).isTrue();
  }

  @Test
  void theBaseIsRunAtThatSizeBesideAVersionThatComputesNoFeatures() {
    FeatureBases bases = new FeatureBases(models, choice);
    FloatBuffer image =
        ByteBuffer.allocateDirect(SIZED.tensorLength() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(GoldenCase.image(96, 96))
            .flip();
    List<float[][]> computed = new ArrayList<>();
    try (LoadedModels held = new LoadedModels();
        BaseNetwork network =
            new BaseNetwork(held, bases, choice, new SharedMemory(), LabeledWork.BATCH)) {
      // Its largest batch is too small for the work.
      held.become(serving(SECOND, SIZED));
      network.with(bases.of(SECOND), engine -> computed.add(engine.features(image.duplicate(), 1)));
    }

    try (Engine engine =
        Engines.load(sized.files(), sized.golden(), new EngineOptions(Engines.FLOAT32, 1, 2, 0))) {
      assertThat(computed).hasSize(1);
      assertThat(computed.get(0)[0]).isEqualTo(engine.features(image.duplicate(), 1)[0]);
    }
    assertThat(dir.resolve("cache")).isDirectoryNotContaining("glob:**.onnx");
  }

  private static ServingModel serving(ModelRef ref, Preprocessing preprocessing) {
    return new ServingModel(
        ref,
        StarterModel.classes(),
        preprocessing,
        new FakeEngine(),
        1,
        Optional.empty(),
        AnswerUncertainty.unreported());
  }
}
