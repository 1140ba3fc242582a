package dev.weft.trainer.phase.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.features.Augmentation;
import dev.weft.features.FeatureSet;
import dev.weft.features.PerceptualHash;
import dev.weft.features.Views;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Clusters;
import dev.weft.trainer.features.DenseHead;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.phase.FileCheckpoints;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.phase.PhaseResult;
import dev.weft.trainer.phase.Starter;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreezePhaseTest {
  private static final TrainingDataset DATASET = Clusters.dataset(600);

  @TempDir static Path dir;
  private static Weights base;
  private static FeatureSet features;

  private final List<PhaseProgress> progress = new ArrayList<>();
  private final FreezePhase phase = new FreezePhase(Recipe.DEFAULT, progress::add);
  @TempDir Path checkpoints;

  @BeforeAll
  static void prepare() throws IOException {
    base = Starter.weights(dir);
    features = Clusters.features(DATASET, dir);
  }

  @Test
  void learnsAndKeepsTheBestEpoch() {
    PhaseResult result = run();
    History history = result.history();
    Epoch best = history.epochs().get(history.best() - 1);
    assertThat(best.validationAccuracy()).isGreaterThan(0.9);
    assertThat(best.loss()).isLessThan(history.epochs().get(0).loss());
    assertThat(history.last() - history.best())
        .isIn(Recipe.DEFAULT.head().patience(), Recipe.DEFAULT.head().epochs() - history.best());
    assertThat(result.weights().classes()).hasValue(3);
    assertThat(progress).extracting(PhaseProgress::figures).isEqualTo(history.epochs());
    assertThat(progress).allSatisfy(p -> assertThat(p.imagesTotal()).isEqualTo(train()));
  }

  @Test
  void givesTheSameHeadAgain() {
    float[] first = kernel(run().weights());
    assertThat(
            kernel(
                new FreezePhase(Recipe.DEFAULT, p -> {})
                    .run(base, true, DATASET, features, new FileCheckpoints(dir.resolve("again")))
                    .weights()))
        .isEqualTo(first);
  }

  @Test
  void doesNothingAgainThatACheckpointHolds() {
    PhaseResult first = run();
    progress.clear();
    PhaseResult second = run();
    assertThat(progress).isEmpty();
    assertThat(second.history()).isEqualTo(first.history());
    assertThat(kernel(second.weights())).isEqualTo(kernel(first.weights()));
  }

  @Test
  void isCancelledByItsListener() {
    FreezePhase unwanted =
        new FreezePhase(
            Recipe.DEFAULT,
            p -> {
              throw new CancellationException("no longer wanted");
            });
    assertThatThrownBy(
            () -> unwanted.run(base, true, DATASET, features, new FileCheckpoints(checkpoints)))
        .isInstanceOf(CancellationException.class);
    assertThat(checkpoints).isEmptyDirectory();
  }

  @Test
  void goesOnFromTheHeadThatThereIs() {
    Weights trained = run().weights();
    PhaseResult more =
        phase.run(trained, false, DATASET, features, new FileCheckpoints(dir.resolve("more")));
    assertThat(more.history().epochs().get(0).loss()).isLessThan(progress.get(0).loss());
  }

  @Test
  void asksForTheFeaturesOfWhatEachEpochShows() {
    List<List<Views>> shown = new ArrayList<>();
    EpochFeatures asked =
        (epoch, views) -> {
          shown.add(views);
          assertThat(epoch).isEqualTo(shown.size());
          return features;
        };
    PhaseResult result =
        phase.run(base, true, DATASET, asked, new FileCheckpoints(dir.resolve("asked")));
    assertThat(kernel(result.weights())).isEqualTo(kernel(run().weights()));
    assertThat(shown).hasSize(result.history().epochs().size());
    assertThat(shown)
        .allSatisfy(
            views -> {
              assertThat(views.subList(0, train()))
                  .extracting(Views::imageId)
                  .containsExactlyInAnyOrderElementsOf(ids(Split.TRAIN));
              assertThat(views.subList(0, train()))
                  .extracting(Views::shown)
                  .containsOnly(List.of(Augmentation.NONE), List.of(Augmentation.MIRRORED))
                  .contains(List.of(Augmentation.NONE), List.of(Augmentation.MIRRORED));
              assertThat(views.subList(train(), views.size()))
                  .extracting(Views::imageId)
                  .isEqualTo(ids(Split.VALIDATION));
              assertThat(views.subList(train(), views.size()))
                  .extracting(Views::shown)
                  .containsOnly(List.of(Augmentation.NONE));
            });
    assertThat(shown.get(0)).isNotEqualTo(shown.get(1));
  }

  @Test
  void aClassWithoutAnExampleKeepsItsRow() {
    Weights three = run().weights();
    List<String> four = List.of("dress", "hat", "scarf", "shoes");
    TrainingDataset wider = DATASET.withClasses(four);
    Weights known = base.withFreshHead(1);
    float[] row = new float[2048];
    Arrays.fill(row, -0.001f);
    Weights scarf = withKernel(known, row);

    HeadStart start =
        HeadStart.of(four, scarf, List.of("scarf"), Set.of(), Set.of("scarf"))
            .or(HeadStart.of(four, three, DATASET.classes(), Set.copyOf(four), Set.of()));
    Weights result =
        phase
            .run(
                base,
                start,
                wider,
                features,
                Rehearsal.empty("b", "p", four),
                new FileCheckpoints(dir.resolve("kept")))
            .weights();

    assertThat(result.classes()).hasValue(4);
    float[] kernel = new float[2048 * 4];
    result.get("predictions/kernel").values().get(kernel);
    for (int i = 0; i < 2048; i++) {
      assertThat(kernel[4 * i + 2]).isEqualTo(-0.001f);
    }
    assertThat(kernel[0]).isNotEqualTo(kernel(three)[0]);
  }

  @Test
  void aClassThatIsRehearsedIsNotForgotten() {
    List<Sample> noHats =
        DATASET.samples().stream().filter(s -> s.label() != 1 || s.side() != Split.TRAIN).toList();
    TrainingDataset without = new TrainingDataset(DATASET.classes(), noHats, List.of());
    List<Rehearsal.Example> hats =
        DATASET.of(Split.TRAIN).stream()
            .filter(s -> s.label() == 1)
            .limit(60)
            .map(s -> example(s, features))
            .toList();
    var rehearsal = new Rehearsal("b", "p", DATASET.classes(), hats);

    Weights rehearsed = fresh(without, rehearsal, "rehearsed");
    Weights forgotten = fresh(without, Rehearsal.empty("b", "p", DATASET.classes()), "forgotten");

    assertThat(hatsFound(rehearsed)).isGreaterThan(0.8);
    assertThat(hatsFound(forgotten)).isLessThan(0.2);
  }

  private Weights fresh(TrainingDataset dataset, Rehearsal rehearsal, String name) {
    return phase
        .run(
            base,
            HeadStart.fresh(3),
            dataset,
            features,
            rehearsal,
            new FileCheckpoints(dir.resolve(name)))
        .weights();
  }

  private static double hatsFound(Weights weights) {
    DenseHead head = new DenseHead(weights);
    List<Sample> hats = DATASET.of(Split.VALIDATION).stream().filter(s -> s.label() == 1).toList();
    long found =
        hats.stream()
            .filter(
                s -> {
                  float[] p = head.probabilities(FloatBuffer.wrap(example(s, features).features()));
                  return p[1] > p[0] && p[1] > p[2];
                })
            .count();
    return (double) found / hats.size();
  }

  private static Rehearsal.Example example(Sample sample, FeatureSet features) {
    float[] row = new float[2048];
    features.read(sample.object().sha256(), Augmentation.NONE, FloatBuffer.wrap(row));
    return new Rehearsal.Example(
        sample.object().sha256(), new PerceptualHash(0, 0, 0, 0), sample.label(), row);
  }

  private static Weights withKernel(Weights weights, float[] kernel) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(weights.tensors());
    tensors.put("predictions/kernel", new Tensor(List.of(2048, 1), kernel));
    return Weights.of(tensors);
  }

  private PhaseResult run() {
    return phase.run(base, true, DATASET, features, new FileCheckpoints(checkpoints));
  }

  private static List<String> ids(Split side) {
    return DATASET.of(side).stream().map(Sample::imageId).toList();
  }

  private static int train() {
    return DATASET.of(Split.TRAIN).size();
  }

  private static float[] kernel(Weights weights) {
    float[] kernel = new float[2048 * 3];
    weights.get("predictions/kernel").values().get(kernel);
    return kernel;
  }
}
