package dev.weft.trainer.run.step;

import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.features.FeatureSet;
import dev.weft.features.FeatureStore;
import dev.weft.imaging.Preprocessing;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.VersionAnswers;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.head.Folds;
import dev.weft.trainer.phase.head.HeadSearch;
import dev.weft.trainer.phase.head.HeadStart;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.report.SmallerInput;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.load.SizedGraph;
import dev.weft.xception.network.InputSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares a version that passed with versions of smaller input sizes, so that the report can offer
 * a size that loses nothing.
 *
 * <p>The version's own head does not fit another size, because pooled features shift with it, and a
 * training at that size would have a head of its own. The comparison is therefore one of heads: the
 * evaluation's images pass through the version's base at each size, and heads with the version's
 * settings are cross-validated on the features of each size, in the same folds. No answer is by a
 * head that was trained on the image, whether or not the version itself was. Since the heads learn
 * from these images alone, they are less accurate than the version, at each size alike. Fine-tuned
 * blocks are those of the version's own size; a training at the smaller size would adapt them.
 *
 * <p>It is an offer: the gate compares a version of that size with the serving one.
 *
 * <p>Features of the smaller size are kept like others, and used again by a training that takes the
 * offer from the same base.
 */
public final class SmallerInputStep {
  private static final System.Logger LOG = System.getLogger(SmallerInputStep.class.getName());

  /** Enough to reveal a clear loss, in about half a minute on two cores. */
  private static final int MOST_COMPARED = 300;

  private final StepContext context;
  private final TrainingDataset dataset;
  private final Preprocessing preprocessing;
  private final Recipe recipe;

  /**
   * @param preprocessing the version's own
   * @param recipe the settings of the version's head
   */
  public SmallerInputStep(
      StepContext context, TrainingDataset dataset, Preprocessing preprocessing, Recipe recipe) {
    this.context = context;
    this.dataset = dataset;
    this.preprocessing = preprocessing;
    this.recipe = recipe;
  }

  /**
   * Compares each smaller size, the largest first.
   *
   * @param seen the network's own features of the evaluation's images
   * @param judged the evaluation's images, of which at most {@link #MOST_COMPARED} take part
   * @return empty if there is no smaller size or no such image; without sizes that cannot be run
   *     here
   */
  public List<SmallerInput> run(CandidateVersion network, FeatureSet seen, List<Sample> judged) {
    List<Sample> compared = QuantizeStep.compared(seen, judged, MOST_COMPARED);
    Map<Integer, FeatureSet> sizes = new LinkedHashMap<>();
    for (int size : TrainingRecipe.INPUT_SIZES) {
      if (size < Math.min(preprocessing.width(), preprocessing.height()) && !compared.isEmpty()) {
        context.clock().began(TrainingPhase.EVALUATE);
        try {
          sizes.put(size, features(size, network, compared));
        } catch (EngineException e) {
          LOG.log(
              System.Logger.Level.WARNING,
              "an input of {0} pixels is not compared: {1}",
              Integer.toString(size),
              e.getMessage());
        }
      }
    }
    for (FeatureSet features : sizes.values()) {
      compared = JudgeStep.readable(features, compared);
    }
    return sizes.isEmpty() || compared.isEmpty() ? List.of() : results(seen, sizes, compared);
  }

  private FeatureSet features(int size, CandidateVersion network, List<Sample> compared) {
    Preprocessing smaller = preprocessing.withSize(size, size);
    SizedGraph graph =
        SizedGraph.write(
            network.weights(),
            network.files().weights(),
            new InputSize(size, size),
            context.files().work().resolve("smaller.onnx"));
    return JudgeStep.withFeatures(
        context.networks(),
        context.clock(),
        context.networks().features(network.baseId(), smaller),
        graph.files(),
        graph.golden(),
        smaller,
        compared);
  }

  private List<SmallerInput> results(
      FeatureSet seen, Map<Integer, FeatureSet> sizes, List<Sample> compared) {
    Folds folds =
        Folds.of(
            compared,
            sample -> seen.look(sample.object().sha256()).orElseThrow(),
            recipe.judging().folds(),
            recipe.seed());
    VersionAnswers own = heldOut(seen, folds);
    List<SmallerInput> results = new ArrayList<>();
    sizes.forEach(
        (size, features) -> {
          VersionAnswers answers = heldOut(features, folds);
          List<SmallerInput.Compared> both = new ArrayList<>();
          for (int i = 0; i < compared.size(); i++) {
            both.add(
                new SmallerInput.Compared(compared.get(i).label(), answers.best(i), own.best(i)));
          }
          double cost =
              (double) size * size / ((double) preprocessing.width() * preprocessing.height());
          results.add(SmallerInput.of(size, cost, both));
        });
    return results;
  }

  /** Returns the answer for each image by a head that was not trained on it. */
  private VersionAnswers heldOut(FeatureSet features, Folds folds) {
    List<String> classes = dataset.classes();
    Rehearsal none = Rehearsal.empty("", FeatureStore.id(preprocessing), classes);
    return new VersionAnswers(
        classes,
        new HeadSearch(plain(), progress -> context.monitor().check())
            .run(HeadStart.fresh(classes.size()), folds, features, none)
            .probabilities());
  }

  /** The settings of the head without a search, mirror images and crops. */
  private Recipe plain() {
    Recipe.Head head = recipe.head();
    return new Recipe(
        recipe.seed(),
        recipe.minImagesPerClass(),
        recipe.batchSize(),
        false,
        recipe.classWeights(),
        new Recipe.Head(
            head.learningRate(),
            head.epochs(),
            head.patience(),
            head.labelSmoothing(),
            head.dropout(),
            head.weightDecay(),
            head.mixup(),
            head.balance(),
            0,
            0),
        recipe.fineTune(),
        recipe.gateMargin(),
        recipe.base(),
        true,
        recipe.judging(),
        0,
        null);
  }
}
