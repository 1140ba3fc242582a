package dev.weft.bench.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bench.setup.LabeledPhotos;
import dev.weft.bench.setup.Narration;
import dev.weft.console.terminal.Progress;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.weights.KerasWeights;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadBenchTest {
  private static final LabeledPhotos DRAWINGS = LabeledPhotos.drawn(60);
  private static final int BATCH = 8;

  @TempDir static Path model;
  private static Weights weights;

  @TempDir Path work;
  private final CountingEngine engine = new CountingEngine();
  private final List<String> notes = new ArrayList<>();

  @BeforeAll
  static void readWeights() throws IOException {
    weights = KerasWeights.read(StarterModel.copyWeightsTo(model));
  }

  @Test
  void asWrittenEveryImagePassesThroughTheBaseInEachMeasuredEpochAndCachedOnce() {
    HeadComparison heads = run(3);
    DataSizes sizes = heads.sizes();

    assertThat(heads.asWritten().epochs()).hasSize(3);
    assertThat(heads.laterPasses()).isBetween(1, sizes.train());
    assertThat(engine.images)
        .hasValue(
            warmUp(sizes)
                + sizes.passesCached()
                + 2 * bare(sizes)
                + sizes.passesAsWritten(3)
                + heads.laterPasses()
                + sizes.test());
  }

  /** Number of images of the warm-up: four batches of the recipe's size and four of the cache's. */
  private static int warmUp(DataSizes sizes) {
    return Math.min(4 * HeadBench.RECIPE.batchSize(), sizes.train())
        + Math.min(4 * BATCH, sizes.train());
  }

  /**
   * Number of images, mirror images included, of six batches that are run before and after the
   * cache.
   */
  private static int bare(DataSizes sizes) {
    int images = Math.min(6 * BATCH, sizes.train() + sizes.validation());
    int trained = Math.min(images, sizes.train());
    return 2 * trained + images - trained;
  }

  @Test
  void bothHeadsAreTheSameAfterAllEpochs() {
    HeadComparison heads = run(2);

    assertThat(heads.cachedHead().epochs()).isEqualTo(27);
    assertThat(heads.asWrittenHead()).isEqualTo(heads.cachedHead());
    assertThat(heads.largestDifference()).isZero();
  }

  @Test
  void nothingIsLeftToExtrapolateWhereAllEpochsAreRun() {
    HeadComparison heads = run(27);

    assertThat(heads.extrapolated()).isFalse();
    assertThat(heads.laterPasses()).isZero();
    assertThat(notes).noneMatch(note -> note.contains("not timed"));
  }

  private HeadComparison run(int measured) {
    Narration narration = new Narration(notes::add, title -> new Silence());
    return new HeadBench(engine, LabeledPhotosTest.pass(DRAWINGS), weights, work, narration)
        .run(DRAWINGS, measured);
  }

  private record Silence() implements Progress {
    @Override
    public void update(long done, long total, String note) {
      // The output is ignored.
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
