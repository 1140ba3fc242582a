package dev.weft.trainer.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Side;
import dev.weft.trainer.features.Clusters;
import dev.weft.trainer.features.FeatureSet;
import dev.weft.trainer.features.Views;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreezePhaseTest {
  private static final Dataset DATASET = Clusters.dataset(600);

  @TempDir static Path dir;
  private static Weights base;
  private static FeatureSet features;

  private final List<Progress> progress = new ArrayList<>();
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
    assertThat(progress).extracting(Progress::figures).isEqualTo(history.epochs());
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
                  .containsExactlyInAnyOrderElementsOf(ids(Side.TRAIN));
              assertThat(views.subList(0, train()))
                  .extracting(Views::flipped)
                  .contains(true, false);
              assertThat(views.subList(train(), views.size()))
                  .extracting(Views::imageId)
                  .isEqualTo(ids(Side.VALIDATION));
              assertThat(views).allMatch(view -> view.plain() != view.flipped());
            });
    assertThat(shown.get(0)).isNotEqualTo(shown.get(1));
  }

  private PhaseResult run() {
    return phase.run(base, true, DATASET, features, new FileCheckpoints(checkpoints));
  }

  private static List<String> ids(Side side) {
    return DATASET.of(side).stream().map(Sample::imageId).toList();
  }

  private static int train() {
    return DATASET.of(Side.TRAIN).size();
  }

  private static float[] kernel(Weights weights) {
    float[] kernel = new float[2048 * 3];
    weights.get("predictions/kernel").values().get(kernel);
    return kernel;
  }
}
