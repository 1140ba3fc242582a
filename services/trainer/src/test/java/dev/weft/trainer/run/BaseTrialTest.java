package dev.weft.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.startermodel.StarterModel;
import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.Side;
import dev.weft.trainer.features.Clusters;
import dev.weft.trainer.features.Features;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.weights.KerasWeights;
import dev.weft.xception.weights.Weights;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseTrialTest {
  private static final Dataset DATASET = Clusters.dataset(300);

  @TempDir Path dir;

  @Test
  void featuresThatTellClassesApartDoBetterThanThoseThatDoNot() {
    Weights base = KerasWeights.read(StarterModel.copyWeightsTo(dir));
    Features telling = Clusters.features(DATASET, dir);
    Features silent = (sha256, flipped, target) -> target.put(new float[2048]);
    BaseTrial trial = new BaseTrial(Recipe.DEFAULT, new Unwatched());

    double good = trial.accuracy(base, DATASET, telling);

    assertThat(good).isGreaterThan(0.8);
    assertThat(trial.accuracy(base, DATASET, telling)).as("again").isEqualTo(good);
    assertThat(trial.accuracy(base, DATASET, silent)).isLessThan(0.5);
    assertThat(BaseTrial.images(DATASET)).isEqualTo(300 - DATASET.of(Side.TEST).size());
  }
}
