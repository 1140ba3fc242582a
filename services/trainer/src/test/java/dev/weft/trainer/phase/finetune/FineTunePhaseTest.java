package dev.weft.trainer.phase.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.base.Sha256;
import dev.weft.features.ImageObject;
import dev.weft.features.ImagePass;
import dev.weft.features.RefusedObjects;
import dev.weft.features.StoredImages;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.garments.Garments;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.phase.FileCheckpoints;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.phase.PhaseResult;
import dev.weft.trainer.phase.Starter;
import dev.weft.trainer.phase.TrainingStep;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTunePhaseTest {
  private static final Preprocessing SMALL =
      new Preprocessing(96, 96, Resize.STRETCH, Scaling.MINUS_ONE_TO_ONE);
  private static final long PLENTY = 1L << 30;

  /** Three classes of the starter's drawings, and one image whose object is missing. */
  private static final MemoryObjectStore STORE = new MemoryObjectStore();

  private static TrainingDataset dataset;
  private static Weights start;

  @TempDir static Path dir;
  @TempDir Path own;

  @BeforeAll
  static void prepare() throws IOException {
    List<String> labels = List.of("hat", "pants", "shoes");
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      Garment garment = Garments.seeded(3).draw(labels.get(i % 3), i);
      String sha256 = Sha256.hex(garment.jpeg());
      if (i != 5) {
        STORE.put("weft", garment.name(), garment.jpeg(), "image/jpeg");
      }
      samples.add(
          new Sample(
              garment.name(),
              new ImageObject("weft", garment.name(), garment.jpeg().length, sha256),
              i % 3,
              i < 36 ? Split.TRAIN : Split.VALIDATION));
    }
    dataset = new TrainingDataset(labels, samples, List.of());
    start = Starter.weights(dir).withFreshHead(3);
  }

  @Test
  void learnsAndMovesOnlyWhatIsNotFrozen() {
    PhaseResult result = phase(3, PLENTY, p -> {}).run(start, dataset, new FileCheckpoints(own));
    List<Epoch> epochs = result.history().epochs();
    assertThat(epochs).extracting(Epoch::number).containsExactly(0, 1, 2, 3);
    assertThat(epochs.get(3).validationLoss()).isLessThan(epochs.get(0).validationLoss());
    assertThat(same(result.weights(), "block13_sepconv2/pointwise_kernel")).isTrue();
    assertThat(same(result.weights(), "block14_sepconv1/pointwise_kernel")).isFalse();
    assertThat(same(result.weights(), "predictions/kernel")).isFalse();
  }

  @Test
  void withoutRoomForACacheItLearnsTheSame() {
    Weights cached =
        phase(1, PLENTY, p -> {}).run(start, dataset, new FileCheckpoints(own)).weights();
    Weights computed =
        phase(1, 10 * 18_432, p -> {})
            .run(start, dataset, new FileCheckpoints(own.resolve("other")))
            .weights();
    Tensor one = cached.get("predictions/kernel");
    Tensor other = computed.get("predictions/kernel");
    double difference = 0;
    double movement = 0;
    for (int i = 0; i < one.size(); i++) {
      difference += Math.abs(one.get(i) - other.get(i));
      movement += Math.abs(one.get(i));
    }
    // The cache stores half-precision values.
    assertThat(difference).isLessThan(1e-3 * movement);
  }

  @Test
  void goesOnAfterTheLastEpochThatWasDone() throws IOException {
    Checkpoints checkpoints = new FileCheckpoints(own);
    assertThatThrownBy(() -> phase(3, PLENTY, stopInEpoch(3)).run(start, dataset, checkpoints))
        .isInstanceOf(CancellationException.class);
    Path left = Files.write(own.resolve("cache").resolve("of-a-killed-process"), new byte[9]);
    List<PhaseProgress> seen = new ArrayList<>();
    PhaseResult resumed = phase(3, PLENTY, seen::add).run(start, dataset, checkpoints);
    assertThat(seen)
        .filteredOn(p -> p.step() == TrainingStep.FINE_TUNE)
        .allMatch(p -> p.epoch() == 3);
    assertThat(left).doesNotExist();
    PhaseResult straight =
        phase(3, PLENTY, p -> {}).run(start, dataset, new FileCheckpoints(own.resolve("straight")));
    assertThat(resumed.history().epochs().get(3).loss())
        .isEqualTo(straight.history().epochs().get(3).loss());
  }

  @Test
  void learnsFromAllAsItLearnedBestFromSomeAndComputesNothingTwice() {
    List<PhaseProgress> seen = new ArrayList<>();
    try (FineTunePhase phase = phase(2, PLENTY, seen::add)) {
      PhaseResult some = phase.run(start, dataset, new FileCheckpoints(own.resolve("some")));
      History found = new History(List.of(worse(some.history(), 0), best(some.history(), 1)));
      int before = seen.size();

      PhaseResult all =
          phase.runOnAll(start, dataset, found, new FileCheckpoints(own.resolve("all")));

      assertThat(all.history().epochs()).extracting(Epoch::number).containsExactly(0, 1);
      assertThat(all.history().epochs())
          .extracting(Epoch::validationAccuracy)
          .containsExactlyElementsOf(
              found.epochs().stream().map(Epoch::validationAccuracy).toList());
      assertThat(same(all.weights(), "block13_sepconv2/pointwise_kernel")).isTrue();
      assertThat(all.weights().get("predictions/kernel").values())
          .isNotEqualTo(some.weights().get("predictions/kernel").values());
      List<PhaseProgress> told = seen.subList(before, seen.size());
      assertThat(told).extracting(PhaseProgress::figures).containsOnlyNulls();
      assertThat(told)
          .as("only the mirror images of those that were held back are new")
          .filteredOn(p -> p.step() == TrainingStep.CACHE)
          .extracting(PhaseProgress::imagesTotal)
          .containsOnly(dataset.of(Split.VALIDATION).size());
      assertThat(told)
          .filteredOn(p -> p.step() == TrainingStep.FINE_TUNE)
          .allMatch(p -> p.imagesTotal() == dataset.samples().size() && p.epochs() == 1);
    }
  }

  @Test
  void goesOnLearningFromAllWhereItWasKilled() {
    History found =
        phase(2, PLENTY, p -> {}).run(start, dataset, new FileCheckpoints(own)).history();
    History both = new History(List.of(worse(found, 0), worse(found, 1), best(found, 2)));
    Checkpoints checkpoints = new FileCheckpoints(own.resolve("all"));
    assertThatThrownBy(
            () -> phase(2, PLENTY, stopInEpoch(2)).runOnAll(start, dataset, both, checkpoints))
        .isInstanceOf(CancellationException.class);

    PhaseResult resumed = phase(2, PLENTY, p -> {}).runOnAll(start, dataset, both, checkpoints);

    PhaseResult straight =
        phase(2, PLENTY, p -> {})
            .runOnAll(start, dataset, both, new FileCheckpoints(own.resolve("straight")));
    assertThat(resumed.history().epochs()).hasSize(3);
    assertThat(resumed.history().epochs().get(2).loss())
        .isEqualTo(straight.history().epochs().get(2).loss());
    assertThat(resumed.weights().get("predictions/kernel").values())
        .isEqualTo(straight.weights().get("predictions/kernel").values());
  }

  private static Epoch worse(History found, int number) {
    return judged(found.epochs().get(number), 0.01);
  }

  private static Epoch best(History found, int number) {
    return judged(found.epochs().get(number), 1);
  }

  private static Epoch judged(Epoch epoch, double accuracy) {
    return new Epoch(
        epoch.number(),
        epoch.loss(),
        epoch.accuracy(),
        epoch.validationLoss(),
        accuracy,
        epoch.seconds());
  }

  @Test
  void hasNothingToDoWithFewImages() {
    Recipe recipe = Recipe.DEFAULT;
    PhaseResult result =
        new FineTunePhase(recipe, pass(), own, PLENTY, p -> {})
            .run(start, dataset, new FileCheckpoints(own));
    assertThat(result.weights()).isSameAs(start);
    assertThat(result.history()).isEqualTo(History.EMPTY);
  }

  private static PhaseProgress.Listener stopInEpoch(int epoch) {
    return progress -> {
      if (progress.epoch() == epoch) {
        throw new CancellationException("no longer wanted");
      }
    };
  }

  private FineTunePhase phase(int epochs, long cacheBytes, PhaseProgress.Listener listener) {
    Recipe recipe =
        new Recipe(
            7,
            1,
            12,
            true,
            true,
            Recipe.Head.DEFAULT,
            new Recipe.FineTune("block14", 1e-3, epochs, epochs),
            0,
            Recipe.Base.ROOT,
            false,
            Recipe.Judging.DEFAULT,
            0,
            null);
    return new FineTunePhase(recipe, pass(), own.resolve("cache"), cacheBytes, listener);
  }

  private static ImagePass pass() {
    return new ImagePass(
        new StoredImages(STORE, new RefusedObjects(STORE, "weft"), 1 << 20),
        ImageReaders.create(DecodeLimits.DEFAULT),
        SMALL,
        8);
  }

  private static boolean same(Weights weights, String name) {
    return weights.get(name).values().equals(start.get(name).values());
  }
}
