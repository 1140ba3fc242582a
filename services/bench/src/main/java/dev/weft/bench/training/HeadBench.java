package dev.weft.bench.training;

import static dev.weft.bench.setup.Numbers.text;

import dev.weft.bench.measure.Spent;
import dev.weft.bench.measure.Stopwatch;
import dev.weft.bench.setup.LabeledPhotos;
import dev.weft.bench.setup.Narration;
import dev.weft.features.Augmentation;
import dev.weft.features.Bases;
import dev.weft.features.FeatureExtraction;
import dev.weft.features.FeatureSet;
import dev.weft.features.FeatureStore;
import dev.weft.features.ImagePass;
import dev.weft.features.PassListener;
import dev.weft.features.Views;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.GroundTruth;
import dev.weft.trainer.evaluate.VersionAnswers;
import dev.weft.trainer.features.DenseHead;
import dev.weft.trainer.phase.FileCheckpoints;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.phase.PhaseResult;
import dev.weft.trainer.phase.head.FreezePhase;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains the same head twice: on cached features, and without a cache. Engine, threads, data set,
 * shuffles and mirrored images are the same, and so is the training on features. Without a cache
 * the batch size is the recipe's; with one, images pass through the base in the batch size that is
 * fastest for the engine.
 */
final class HeadBench {
  /** The number of epochs after which the original's validation loss stopped falling. */
  static final int EPOCHS = 27;

  /** Without early stopping, which could end the two trainings at different epochs. */
  static final Recipe RECIPE = recipe(Recipe.DEFAULT);

  private static final int WARM_UP_BATCHES = 4;

  private final Engine engine;
  private final ImagePass pass;
  private final Weights weights;
  private final Path work;
  private final Narration narration;

  /**
   * @param weights the weights of the engine's network
   * @param work folder of the feature cache
   */
  HeadBench(Engine engine, ImagePass pass, Weights weights, Path work, Narration narration) {
    this.engine = engine;
    this.pass = pass;
    this.weights = weights;
    this.work = work;
    this.narration = narration;
  }

  private static Recipe recipe(Recipe usual) {
    Recipe.Head head =
        new Recipe.Head(
            usual.head().learningRate(),
            EPOCHS,
            EPOCHS,
            usual.head().labelSmoothing(),
            usual.head().dropout());
    return new Recipe(
        usual.seed(),
        usual.minImagesPerClass(),
        usual.batchSize(),
        true,
        usual.classWeights(),
        head,
        Recipe.FineTune.NONE,
        usual.gateMargin(),
        usual.base(),
        true,
        Recipe.Judging.DEFAULT,
        0,
        null);
  }

  private record Cached(
      FeatureSet features, Spent extraction, Spent bareImage, Spent steps, PhaseResult result) {}

  /**
   * Runs both trainings.
   *
   * @param measured number of epochs that are run without a cache, at most {@link #EPOCHS}
   */
  HeadComparison run(LabeledPhotos photos, int measured) {
    TrainingDataset dataset =
        narration.passing("reading images", listener -> photos.dataset(pass, listener));
    warmUp(dataset);
    Written written = new Written(dataset, measured);
    PhaseResult result = written.run();
    FeatureSet features = written.cached.features();
    narration.step("judging both heads on the test images");
    extract(views(dataset, Split.TEST, false), features);
    return new HeadComparison(
        DataSizes.of(dataset),
        engine.info(),
        new EpochTimes(written.epochs),
        written.cached.extraction(),
        written.cached.bareImage(),
        written.cached.steps(),
        score(result, dataset, features),
        score(written.cached.result(), dataset, features),
        written.source.laterPasses(),
        written.source.largestDifference(features));
  }

  /** Warms up the JIT compiler, caches and the engine's memory before the measurement. */
  private void warmUp(TrainingDataset dataset) {
    narration.step("warming up");
    warmUp(dataset, pass.inBatchesOf(RECIPE.batchSize()));
    warmUp(dataset, pass);
  }

  private void warmUp(TrainingDataset dataset, ImagePass pass) {
    List<Views> few =
        views(dataset, Split.TRAIN, false).stream()
            .limit((long) WARM_UP_BATCHES * pass.batchSize())
            .toList();
    pass.run(
        few,
        engine.calls(),
        batch -> engine.features(batch.images(), batch.n()),
        PassListener.SILENT);
  }

  private Cached cached(TrainingDataset dataset) {
    narration.step("cached: each image and its flip through the base once");
    FeatureSet features =
        new FeatureStore(new MemoryObjectStore(), LabeledPhotos.BUCKET, work.resolve("features"))
            .open(Bases.id(weights), pass.preprocessing());
    List<Views> wanted = new ArrayList<>(views(dataset, Split.TRAIN, true));
    wanted.addAll(views(dataset, Split.VALIDATION, false));
    BareBase bare = BareBase.decode(engine, pass, wanted);
    bare.run();
    Stopwatch watch = new Stopwatch();
    extract(wanted, features);
    Spent extraction = watch.lap();
    bare.run();
    watch.lap();
    PhaseResult result =
        new FreezePhase(RECIPE, PhaseProgress.Listener.SILENT)
            .run(weights, true, dataset, features, new FileCheckpoints(work.resolve("cached")));
    Spent steps = watch.lap();
    narration.step(
        text(
            "cached: %.1f s for features, %.1f s for %d epochs",
            extraction.seconds(), steps.seconds(), EPOCHS));
    return new Cached(features, extraction, bare.image(), steps, result);
  }

  /**
   * The training without a cache. Half of its measured epochs run before the cached training and
   * half after, so that other load on the machine affects both.
   */
  private final class Written {
    private final TrainingDataset dataset;
    private final int measured;
    private final UncachedFeatures source;
    private final List<Spent> epochs = new ArrayList<>();
    private final Stopwatch watch = new Stopwatch();
    private Cached cached;

    Written(TrainingDataset dataset, int measured) {
      this.dataset = dataset;
      this.measured = measured;
      this.source =
          new UncachedFeatures(pass.inBatchesOf(RECIPE.batchSize()), engine, measured, narration);
    }

    PhaseResult run() {
      narration.step("as written: " + measured + " epochs with every image through the base");
      var phase = new FreezePhase(RECIPE, progress -> done(progress.figures().number()));
      var checkpoints = new FileCheckpoints(work.resolve("written"));
      watch.lap();
      return phase.run(weights, true, dataset, source, checkpoints);
    }

    private void done(int epoch) {
      if (epoch > measured) {
        return;
      }
      Spent spent = watch.lap();
      epochs.add(spent);
      narration.step(text("as written: epoch %d took %.1f s", epoch, spent.seconds()));
      if (epoch == measured / 2) {
        cached = cached(dataset);
      }
      if (epoch == measured && measured < EPOCHS) {
        narration.step(
            text("as written: epochs %d to %d, not timed, for the head", measured + 1, EPOCHS));
      }
      watch.lap();
    }
  }

  private void extract(List<Views> wanted, FeatureSet features) {
    FeatureExtraction extraction = new FeatureExtraction(pass, engine);
    narration.passing("features", listener -> extraction.run(wanted, features, listener));
  }

  private static List<Views> views(TrainingDataset dataset, Split side, boolean flips) {
    return dataset.of(side).stream()
        .map(sample -> new Views(sample.imageId(), sample.object(), true, flips))
        .toList();
  }

  private static HeadScore score(PhaseResult result, TrainingDataset dataset, FeatureSet features) {
    DenseHead head = new DenseHead(result.weights());
    List<Sample> samples = dataset.of(Split.TEST);
    List<float[]> answers = new ArrayList<>();
    for (Sample sample : samples) {
      FloatBuffer row = FloatBuffer.allocate(Xception.FEATURES);
      features.read(sample.object().sha256(), Augmentation.NONE, row);
      answers.add(head.probabilities(row.flip()));
    }
    Evaluation test =
        Evaluation.of(
            new VersionAnswers(dataset.classes(), answers), GroundTruth.of(dataset, samples));
    return HeadScore.of(result.history(), test.accuracy());
  }
}
