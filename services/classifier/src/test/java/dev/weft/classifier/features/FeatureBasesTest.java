package dev.weft.classifier.features;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weft.base.DaemonThreads;
import dev.weft.classifier.features.IdleMachine.BusyException;
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
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
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

  private static final ModelStore MODELS = new ModelStore(new MemoryObjectStore(), "weft");
  private static SizedGraph sized;
  private static ModelChoice choice;

  @TempDir static Path dir;

  @BeforeAll
  static void publishARootAndAVersionOfAnotherSize() throws IOException {
    Path work = Files.createDirectories(dir.resolve("work"));
    ModelDraft root =
        KerasImport.draft(
            StarterModel.copyWeightsTo(work), MODEL, StarterModel.classes(), ROOT, work);
    MODELS.publish(root);
    Path tensors = root.files().get(ModelManifest.WEIGHTS);
    sized =
        SizedGraph.write(
            SafeTensors.read(tensors), tensors, new InputSize(96, 96), work.resolve("sized.onnx"));
    Map<String, Path> files = new HashMap<>(root.files());
    files.put(ModelManifest.ONNX, sized.files().onnx());
    MODELS.publish(
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
    FeatureBases bases = new FeatureBases(MODELS, choice);

    FeatureBase base = bases.of(SECOND);

    assertThat(base.preprocessing()).isEqualTo(SIZED);
    assertThat(base.isAsPublished()).isFalse();
    assertThat(bases.isOwn(serving(SECOND, SIZED))).isTrue();
    ModelRef first = new ModelRef(MODEL, 1);
    assertThat(bases.of(first).isAsPublished()).isTrue();
    assertThat(bases.isOwn(serving(first, ROOT))).isTrue();
  }

  @Test
  void theBaseIsRunAtThatSizeBesideAVersionThatComputesNoFeatures() throws Exception {
    FeatureBases bases = new FeatureBases(MODELS, choice);
    FloatBuffer image = GoldenCase.images(1, 96, 96);
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

  @Test
  void theMemoryOfALoadedBaseCountsUntilAVersionNeedsIt() throws Exception {
    SharedMemory memory = new SharedMemory();
    FeatureBases bases = new FeatureBases(MODELS, choice);
    List<Long> resident = new ArrayList<>();
    try (LoadedModels held = new LoadedModels();
        BaseNetwork network = new BaseNetwork(held, bases, choice, memory, LabeledWork.BATCH)) {
      held.become(serving(SECOND, SIZED));
      network.with(bases.of(SECOND), engine -> resident.add(engine.residentBytes()));
      assertThat(resident.get(0)).isPositive();
      assertThat(memory.residentBytes()).isEqualTo(resident.get(0));
      network.closeIfUnused();
      assertThat(memory.residentBytes()).isEqualTo(resident.get(0));

      memory.reserve();
      network.closeIfUnused();

      assertThat(memory.residentBytes()).isZero();
      assertThatThrownBy(() -> network.with(bases.of(SECOND), engine -> resident.add(0L)))
          .isInstanceOf(BusyException.class);
    }
    assertThat(resident).hasSize(1);
  }

  @Test
  void aBaseIsNotLoadedWhileAVersionIs() throws Exception {
    SharedMemory memory = new SharedMemory();
    FeatureBases bases = new FeatureBases(MODELS, choice);
    FeatureBase base = bases.of(SECOND);
    AtomicLong resident = new AtomicLong();
    try (LoadedModels held = new LoadedModels();
        BaseNetwork network = new BaseNetwork(held, bases, choice, memory, LabeledWork.BATCH)) {
      held.become(serving(SECOND, SIZED));
      var work =
          new FutureTask<Void>(
              () -> {
                network.with(base, engine -> resident.set(memory.residentBytes()));
                return null;
              });
      Thread thread = DaemonThreads.named("features", work);
      memory.exclusively(
          () -> {
            thread.start();
            await().atMost(TIMEOUT).until(() -> isIn("lockInterruptibly", thread));
            assertThat(memory.residentBytes()).isZero();
          });
      work.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(resident).hasPositiveValue();
  }

  private static boolean isIn(String method, Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals(method));
  }

  @Test
  void theBaseStaysLoadedWhenItsFirstWorkIsInterruptedByImages() throws Exception {
    SharedMemory memory = new SharedMemory();
    FeatureBases bases = new FeatureBases(MODELS, choice);
    try (LoadedModels held = new LoadedModels();
        BaseNetwork network = new BaseNetwork(held, bases, choice, memory, LabeledWork.BATCH)) {
      held.become(serving(SECOND, SIZED));
      assertThatThrownBy(
              () ->
                  network.with(
                      bases.of(SECOND),
                      engine -> {
                        throw new BusyException();
                      }))
          .isInstanceOf(BusyException.class);

      network.closeIfUnused();

      assertThat(memory.residentBytes()).isPositive();
    }
  }

  private static ServingModel serving(ModelRef ref, Preprocessing preprocessing) {
    return new ServingModel(
        ref,
        StarterModel.classes(),
        preprocessing,
        new FakeEngine(),
        1,
        Optional.empty(),
        AnswerUncertainty.unreported(),
        Optional.empty());
  }
}
