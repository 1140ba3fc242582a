package dev.weft.trainer.run.step;

import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.features.FeatureSet;
import dev.weft.imaging.Preprocessing;
import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.evaluate.VersionAnswers;
import dev.weft.trainer.report.SmallerInput;
import dev.weft.trainer.run.context.Networks;
import dev.weft.trainer.run.context.StepClock;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.load.SizedGraph;
import dev.weft.xception.network.InputSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers the evaluation's images with a version's weights at smaller input sizes, and compares
 * with its answers at its own size, so that the report can offer a size that loses nothing.
 *
 * <p>With test images, neither network was trained on them. A cross-validated version was trained
 * on all images, at its own size: it is surer of them than of new ones, and its head fits the
 * features of that size. For rounding, which {@link QuantizeStep} measures, that hardly matters; at
 * another size features differ more, so that the comparison is less exact: it may overestimate the
 * loss, as the answers at the own size were learned, or underestimate it, as sure answers change
 * less. It is an offer only: a training at the smaller size has a head of its own, and the gate
 * compares it with the serving version.
 *
 * <p>Features of the smaller size are kept like others, and used again by a training that takes the
 * offer from the same base.
 */
public final class SmallerInputStep {
  private static final System.Logger LOG = System.getLogger(SmallerInputStep.class.getName());

  private final Networks networks;
  private final StepClock clock;
  private final Dataset dataset;
  private final Preprocessing preprocessing;
  private final Path directory;

  /**
   * @param preprocessing the version's own
   * @param directory the directory for the training's files
   */
  public SmallerInputStep(
      Networks networks,
      StepClock clock,
      Dataset dataset,
      Preprocessing preprocessing,
      Path directory) {
    this.networks = networks;
    this.clock = clock;
    this.dataset = dataset;
    this.preprocessing = preprocessing;
    this.directory = directory;
  }

  /**
   * Compares a network with itself at each smaller size, the largest first.
   *
   * @param seen the network's own features of the evaluation's images
   * @param judged the evaluation's images; as many of them take part as for the 8-bit graph
   * @return empty if there is no smaller size or no such image; without sizes that cannot be run
   *     here
   */
  public List<SmallerInput> run(CandidateVersion network, FeatureSet seen, List<Sample> judged) {
    List<Sample> compared = QuantizeStep.compared(seen, judged);
    List<SmallerInput> results = new ArrayList<>();
    if (compared.isEmpty()) {
      return results;
    }
    for (int size : TrainingRecipe.INPUT_SIZES) {
      if (size < Math.min(preprocessing.width(), preprocessing.height())) {
        clock.began(TrainingPhase.EVALUATE);
        try {
          results.add(run(size, network, seen, compared));
        } catch (EngineException e) {
          LOG.log(
              System.Logger.Level.WARNING,
              "an input of {0} pixels is not compared: {1}",
              Integer.toString(size),
              e.getMessage());
        }
      }
    }
    return results;
  }

  private SmallerInput run(
      int size, CandidateVersion network, FeatureSet seen, List<Sample> compared) {
    Preprocessing smaller = preprocessing.withSize(size, size);
    SizedGraph graph =
        SizedGraph.write(
            network.weights(),
            network.files().weights(),
            new InputSize(size, size),
            directory.resolve("smaller.onnx"));
    FeatureSet atSize =
        JudgeStep.ask(
            networks,
            clock,
            networks.features(network.baseId(), smaller),
            graph.files(),
            graph.golden(),
            smaller,
            compared);
    List<Sample> readable = JudgeStep.readable(atSize, compared);
    VersionAnswers own = answers(network, seen, readable);
    VersionAnswers answers = answers(network, atSize, readable);
    List<SmallerInput.Compared> both = new ArrayList<>();
    for (int i = 0; i < readable.size(); i++) {
      both.add(new SmallerInput.Compared(readable.get(i).label(), answers.best(i), own.best(i)));
    }
    return SmallerInput.of(
        size, (double) smaller.tensorLength() / preprocessing.tensorLength(), both);
  }

  private VersionAnswers answers(CandidateVersion network, FeatureSet seen, List<Sample> images) {
    return JudgeStep.answers(dataset.classes(), network.weights(), seen, images);
  }
}
