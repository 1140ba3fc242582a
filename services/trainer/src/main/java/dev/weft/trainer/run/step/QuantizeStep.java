package dev.weft.trainer.run.step;

import dev.weft.events.training.TrainingPhase;
import dev.weft.features.Augmentation;
import dev.weft.features.Batch;
import dev.weft.features.FeatureSet;
import dev.weft.features.ImagePass;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.QuantizedComparison;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.DenseHead;
import dev.weft.trainer.phase.TrainingStep;
import dev.weft.trainer.report.QuantizedSummary;
import dev.weft.trainer.run.context.Networks;
import dev.weft.trainer.run.context.StepClock;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.engine.onnx.OnnxCalibration;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Xception;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Quantizes a version to 8-bit integers, calibrated by its activations on training images, and
 * compares it with float32 on the evaluation's images. The graph is published with the version
 * unless it makes more mistakes, or is uncertain noticeably more or less often. The comparison is
 * valid even if the version was trained on those images, since it measures rounding only.
 */
public final class QuantizeStep {
  private static final System.Logger LOG = System.getLogger(QuantizeStep.class.getName());

  /** Most calibration images; the same number of each class, as far as available. */
  private static final int CALIBRATION_IMAGES = 120;

  /** More images would not change the result. */
  private static final int MOST_COMPARED = 1000;

  private final Networks networks;
  private final StepClock clock;
  private final TrainingDataset dataset;
  private final Preprocessing preprocessing;
  private final Path directory;

  /**
   * @param directory the directory for the training's files
   */
  public QuantizeStep(
      Networks networks,
      StepClock clock,
      TrainingDataset dataset,
      Preprocessing preprocessing,
      Path directory) {
    this.networks = networks;
    this.clock = clock;
    this.dataset = dataset;
    this.preprocessing = preprocessing;
    this.directory = directory;
  }

  /**
   * Result of the step.
   *
   * @param files the files by their name in the bundle; empty if the graph is not published
   * @param summary for the report
   */
  public record Result(Map<String, Path> files, QuantizedSummary summary) {}

  /**
   * Quantizes a network and compares it with float32.
   *
   * @param network the float32 network
   * @param seen the network's own features of the evaluation's images
   * @param judged the evaluation's images
   * @param rules the version's rules for uncertain answers; empty if there are none
   * @return empty if there are no such images, or the graph could not be created or run here; the
   *     version is published without it
   */
  public Optional<Result> run(
      CandidateVersion network,
      FeatureSet seen,
      List<Sample> judged,
      Optional<UncertaintyRules> rules) {
    List<Sample> compared = compared(seen, judged, MOST_COMPARED);
    if (compared.isEmpty()) {
      return Optional.empty();
    }
    clock.began(TrainingPhase.EVALUATE);
    try {
      return Optional.of(run(network, answers(seen, compared), compared, rules));
    } catch (EngineException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the version is published without an 8-bit graph: {0}",
          e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Returns the images that a network is compared on, as far as it could read them: at most {@code
   * most}, the same number of each class as far as available.
   */
  static List<Sample> compared(FeatureSet seen, List<Sample> judged, int most) {
    return JudgeStep.readable(seen, some(judged, most));
  }

  private Result run(
      CandidateVersion network,
      Map<String, float[]> inFloat32,
      List<Sample> compared,
      Optional<UncertaintyRules> rules) {
    Path graph = directory.resolve(QuantizedVariant.GRAPH);
    write(network, graph);
    ModelFiles.Quantized quantized =
        new ModelFiles.Quantized(graph, Engines.int8Golden(network.files(), graph));
    Map<String, float[]> inIntegers = features(network, quantized, compared);
    DenseHead head = new DenseHead(network.weights());
    List<QuantizedComparison.ComparedImage> both =
        compared.stream()
            .filter(sample -> inIntegers.containsKey(sample.imageId()))
            .map(
                sample ->
                    new QuantizedComparison.ComparedImage(
                        sample.label(),
                        output(head, inIntegers.get(sample.imageId())),
                        output(head, inFloat32.get(sample.imageId()))))
            .toList();
    var comparison = QuantizedComparison.of(dataset.classes(), both, rules);
    Optional<String> objection = comparison.objection();
    QuantizedVariant variant = comparison.variant(quantized.golden());
    Map<String, Path> files =
        objection.isPresent()
            ? Map.of()
            : Map.of(QuantizedVariant.GRAPH, graph, QuantizedVariant.FILE, file(variant));
    return new Result(files, QuantizedSummary.of(objection.orElse(null), variant));
  }

  private static Map<String, float[]> answers(FeatureSet seen, List<Sample> images) {
    Map<String, float[]> features = new HashMap<>();
    for (Sample image : images) {
      FloatBuffer row = FloatBuffer.allocate(Xception.FEATURES);
      seen.read(image.object().sha256(), Augmentation.NONE, row);
      features.put(image.imageId(), row.array());
    }
    return features;
  }

  private static QuantizedComparison.Output output(DenseHead head, float[] features) {
    return new QuantizedComparison.Output(head.probabilities(FloatBuffer.wrap(features)), features);
  }

  private void write(CandidateVersion network, Path graph) {
    InputSize size = new InputSize(preprocessing.height(), preprocessing.width());
    try {
      OnnxCalibration.write(
          network.weights(), size, this::showCalibrationImages, graph, networks.threads());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + graph, e);
    }
  }

  /** One call at a time, so that sums are reproducible. */
  private void showCalibrationImages(OnnxCalibration.Taker taker) {
    networks
        .pass(preprocessing)
        .run(
            JudgeStep.views(some(dataset.of(Split.TRAIN), CALIBRATION_IMAGES)),
            1,
            batch -> taker.take(batch.images(), batch.n()),
            DatasetStep.listener(clock, TrainingStep.EVALUATE));
  }

  /** Pooled features by image id; unreadable images are left out. */
  private Map<String, float[]> features(
      CandidateVersion network, ModelFiles.Quantized quantized, List<Sample> images) {
    Map<String, float[]> features = new ConcurrentHashMap<>();
    ImagePass pass = networks.pass(preprocessing);
    try (Engine engine =
        Engines.load(
            network.files().with(quantized),
            network.golden(),
            networks.options(Engines.INT8, pass.batchSize()))) {
      pass.run(
          JudgeStep.views(images),
          engine.calls(),
          batch -> keep(engine.features(batch.images(), batch.n()), batch, features),
          DatasetStep.listener(clock, TrainingStep.EVALUATE));
    }
    return features;
  }

  private static void keep(float[][] rows, Batch batch, Map<String, float[]> features) {
    for (int i = 0; i < batch.n(); i++) {
      features.put(batch.views().get(i).image().imageId(), rows[i]);
    }
  }

  private Path file(QuantizedVariant variant) {
    try {
      return variant.writeTo(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + directory, e);
    }
  }

  /** Takes images of each class in turn, in an arbitrary but fixed order. */
  private static List<Sample> some(List<Sample> images, int most) {
    Map<Integer, Integer> taken = new HashMap<>();
    Map<Sample, Integer> turns = new HashMap<>();
    List<Sample> shuffled =
        images.stream().sorted(Comparator.comparing(image -> image.object().sha256())).toList();
    shuffled.forEach(image -> turns.put(image, taken.merge(image.label(), 1, Integer::sum)));
    return shuffled.stream().sorted(Comparator.comparing(turns::get)).limit(most).toList();
  }
}
