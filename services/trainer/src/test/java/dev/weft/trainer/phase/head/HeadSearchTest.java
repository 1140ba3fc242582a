package dev.weft.trainer.phase.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.features.FeatureSet;
import dev.weft.features.Features;
import dev.weft.features.PerceptualHash;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Clusters;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadSearchTest {
  private static final TrainingDataset DATASET = Clusters.dataset(120);
  private static final HeadStart FRESH = HeadStart.fresh(3);
  private static final Rehearsal NONE = Rehearsal.empty("b", "p", DATASET.classes());

  @TempDir static Path dir;
  private static FeatureSet features;
  private static Folds folds;

  private final List<PhaseProgress> progress = new ArrayList<>();

  @BeforeAll
  static void prepare() {
    features = Clusters.features(DATASET, dir);
    folds = Folds.of(DATASET.samples(), HeadSearchTest::look, 3, 42);
  }

  private static PerceptualHash look(Sample sample) {
    return features.look(sample.object().sha256()).orElseThrow();
  }

  @Test
  void eachImageIsAnsweredByAHeadThatHasNotLearnedFromIt() {
    SearchResult result = search(recipe(2), folds);
    assertThat(result.folds()).isEqualTo(3);
    assertThat(result.images()).isEqualTo(120);
    assertThat(result.probabilities())
        .hasSize(120)
        .allSatisfy(row -> assertThat(row[0] + row[1] + row[2]).isBetween(0.999f, 1.001f));
    assertThat(result.best().accuracy()).isGreaterThan(0.8);
    assertThat(result.accuracy()).isGreaterThan(0.8);
    assertThat(result.history().epochs().get(result.best().epochs() - 1).validationLoss())
        .isEqualTo(result.best().loss());
  }

  @Test
  void theSameSearchGivesTheSameResult() {
    SearchResult one = search(recipe(2), folds);
    SearchResult same = search(recipe(2), folds);
    assertThat(same.trials()).isEqualTo(one.trials());
    for (int i = 0; i < 120; i++) {
      assertThat(same.probabilities().get(i)).isEqualTo(one.probabilities().get(i));
    }
  }

  @Test
  void triesWhatThereIsTimeForAndSaysWhatIsLeft() {
    SearchResult little = search(recipe(0), folds);
    SearchResult more = search(recipe(0.6), folds);
    assertThat(little.trials())
        .singleElement()
        .extracting(HeadTrial::setting)
        .isEqualTo(HeadSetting.of(recipe(0)));
    assertThat(more.trials()).hasSizeGreaterThan(1);
    assertThat(more.trials().size() + more.left()).isEqualTo(1 + little.left());
    assertThat(more.best().loss()).isLessThanOrEqualTo(little.best().loss());
    assertThat(more.trials())
        .isSortedAccordingTo(java.util.Comparator.comparingDouble(HeadTrial::loss));
    assertThat(progress).last().matches(p -> p.epoch() == p.epochs());
  }

  @Test
  void withOneFoldTheValidationImagesDecide() {
    SearchResult result = search(recipe(0), Folds.ofSides(DATASET));
    assertThat(result.probabilities()).isEmpty();
    assertThat(result.images()).isEqualTo(24);
    assertThat(result.accuracy()).isEqualTo(result.best().accuracy());
  }

  @Test
  void featuresThatTellClassesApartAreWorthMoreThanThoseThatDoNot() {
    Features silent = (sha256, flipped, target) -> target.put(new float[2048]);
    SearchResult telling = search(recipe(2), folds);
    SearchResult guessing =
        new HeadSearch(recipe(2), progress::add).run(FRESH, folds, silent, NONE);
    assertThat(telling.accuracy()).isGreaterThan(0.8);
    assertThat(guessing.accuracy()).isLessThan(0.5);
  }

  private SearchResult search(Recipe recipe, Folds over) {
    return new HeadSearch(recipe, progress::add).run(FRESH, over, features, NONE);
  }

  private static Recipe recipe(double seconds) {
    Recipe usual = Recipe.DEFAULT.with(new Recipe.Head(1e-3, 8, 8, 0, 0));
    return new Recipe(
        usual.seed(),
        usual.minImagesPerClass(),
        usual.batchSize(),
        usual.flips(),
        usual.classWeights(),
        usual.head(),
        usual.fineTune(),
        usual.gateMargin(),
        usual.base(),
        usual.freshHead(),
        usual.judging(),
        seconds / 10,
        null);
  }
}
