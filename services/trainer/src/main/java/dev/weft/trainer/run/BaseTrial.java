package dev.weft.trainer.run;

import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Side;
import dev.weft.trainer.evaluate.Answers;
import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.Truth;
import dev.weft.trainer.features.DenseHead;
import dev.weft.trainer.features.Features;
import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.EpochFeatures;
import dev.weft.trainer.phase.FreezePhase;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Weights;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How good heads on a base's features are, by cross-validation over the images that are not for
 * testing: those stay unseen, so that what is said of the version afterwards is not too good. The
 * same data set and features give the same figure.
 */
final class BaseTrial {
  private static final int FOLDS = 5;

  private final Recipe recipe;
  private final Watch watch;

  /**
   * @param recipe whose head is trained
   */
  BaseTrial(Recipe recipe, Watch watch) {
    this.recipe = recipe;
    this.watch = watch;
  }

  /** Images that are asked about. */
  static int images(Dataset dataset) {
    return dataset.samples().size() - dataset.of(Side.TEST).size();
  }

  /**
   * The share of images that a head gets right which has not seen them.
   *
   * @param base that gave the features
   * @param features of all images of the data set
   */
  double accuracy(Weights base, Dataset dataset, Features features) {
    // Flips of validation images are not there, and both bases do without.
    Features plain = (sha256, flipped, target) -> features.read(sha256, false, target);
    List<Sample> asked = new ArrayList<>();
    List<float[]> probabilities = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      watch.check();
      Dataset folded = folded(dataset, fold);
      if (folded.of(Side.TRAIN).isEmpty() || folded.of(Side.VALIDATION).isEmpty()) {
        continue;
      }
      Weights trained =
          new FreezePhase(recipe, step -> watch.check())
              .run(base, true, folded, EpochFeatures.cached(plain), new NoCheckpoints())
              .weights();
      DenseHead head = new DenseHead(trained);
      for (Sample sample : folded.of(Side.TEST)) {
        FloatBuffer row = FloatBuffer.allocate(Xception.FEATURES);
        plain.read(sample.object().sha256(), false, row);
        asked.add(sample);
        probabilities.add(head.probabilities(row.flip()));
      }
    }
    return asked.isEmpty()
        ? 0
        : Evaluation.of(new Answers(dataset.classes(), probabilities), Truth.of(dataset, asked))
            .accuracy();
  }

  /** Each class in every fold, as far as it has images: one fold asked, the next watched. */
  private static Dataset folded(Dataset dataset, int fold) {
    Map<Integer, Integer> ranks = new HashMap<>();
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : dataset.samples()) {
      if (sample.side() != Side.TEST) {
        int rank = ranks.merge(sample.label(), 1, Integer::sum) - 1;
        int its = Math.floorMod(rank - fold, FOLDS);
        Side side = its == 0 ? Side.TEST : its == 1 ? Side.VALIDATION : Side.TRAIN;
        samples.add(new Sample(sample.imageId(), sample.object(), sample.label(), side));
      }
    }
    return new Dataset(dataset.classes(), samples, List.of());
  }

  /** A head takes a second or two: it is trained anew after a kill. */
  private static final class NoCheckpoints implements Checkpoints {
    @Override
    public void save(String name, Content content) {}

    @Override
    public Optional<InputStream> open(String name) {
      return Optional.empty();
    }

    @Override
    public void delete(String name) {}
  }
}
