package dev.weft.trainer.phase.finetune;

import dev.weft.features.ImagePass;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.phase.EpochMetrics;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.phase.Mixup;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.phase.PhaseResult;
import dev.weft.trainer.phase.Shuffle;
import dev.weft.trainer.phase.TrainingStep;
import dev.weft.trainer.phase.finetune.Activations.Pick;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.training.Cut;
import dev.weft.xception.training.LearningRate;
import dev.weft.xception.training.Tail;
import dev.weft.xception.training.TrainingOptions;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains the end of the network with the head, at a much lower rate. The output of the blocks
 * before the first trained one is computed once for each image and cached. The initial weights
 * count as epoch 0, so that the phase never ends with a lower validation accuracy than it started
 * with.
 *
 * <p>A checkpoint is saved after each epoch. The cache is deleted on close.
 */
public final class FineTunePhase implements AutoCloseable {
  /** Number of training images on which the training accuracy is measured. */
  private static final int ACCURACY_IMAGES = 256;

  private final Recipe recipe;
  private final ImagePass pass;
  private final Path directory;
  private final long cacheBytes;
  private final PhaseProgress.Listener listener;
  private Activations cached;

  /**
   * @param pass decodes as the network was trained
   * @param directory an exclusive directory for the cache, which is deleted afterwards
   * @param cacheBytes size limit of the cache: 0.5 MB per image, and as much per mirrored image,
   *     before block 13. Images that do not fit pass through the frozen blocks in every epoch
   */
  public FineTunePhase(
      Recipe recipe,
      ImagePass pass,
      Path directory,
      long cacheBytes,
      PhaseProgress.Listener listener) {
    this.recipe = recipe;
    this.pass = pass;
    this.directory = directory;
    this.cacheBytes = cacheBytes;
    this.listener = listener;
  }

  /**
   * Trains on the training images, with early stopping on the validation images.
   *
   * @param start a network with a head for the data set's classes
   * @return {@code start} with an empty history if the recipe has no fine-tuning for this number of
   *     images
   */
  public PhaseResult run(Weights start, TrainingDataset dataset, Checkpoints checkpoints) {
    return train(start, dataset, dataset.of(Split.TRAIN), null, checkpoints);
  }

  /**
   * Trains on all images with the settings of the best epoch of the first training: the same first
   * block, the same learning-rate schedule and number of epochs.
   *
   * @param start a network with the same base as the first training's
   * @param found the first training's history; its figures are not reported to the listener again
   */
  public PhaseResult runOnAll(
      Weights start, TrainingDataset dataset, History found, Checkpoints checkpoints) {
    return train(start, dataset, dataset.samples(), found, checkpoints);
  }

  /** Returns the number of a data set's images that have not been found unreadable so far. */
  public int readable(TrainingDataset dataset) {
    return cached == null
        ? dataset.samples().size()
        : (int) dataset.samples().stream().filter(cached::isReadable).count();
  }

  private PhaseResult train(
      Weights start,
      TrainingDataset dataset,
      List<Sample> learned,
      History found,
      Checkpoints checkpoints) {
    String from = recipe.fineTune().resolve(dataset.of(Split.TRAIN).size());
    if (from.equals("none")) {
      return new PhaseResult(start, History.EMPTY);
    }
    Cut cut = Cut.before(from);
    var options =
        new TrainingOptions(
            learningRate(learned.size()),
            recipe.fineTune().labelSmoothing(),
            recipe.head().dropout(),
            recipe.fineTune().weightDecay(),
            recipe.seed());
    try (Tail tail = Tail.of(start, cut, Activations.size(pass), options, 0)) {
      var state = new FineTuneState(checkpoints, tail);
      var run = new Run(tail, dataset, learned, found, state);
      History history = state.resume();
      if (!run.isOver(history)) {
        history = run.train(history, activations(start, cut, dataset, learned));
        cached.unloadFrozenBlocks();
      }
      state.restoreBest(history);
      return new PhaseResult(tail.weights(), history);
    }
  }

  /** Rises in the first tenth and falls to 0 in the rest. */
  private LearningRate learningRate(int images) {
    int inEpoch = (images + recipe.batchSize() - 1) / recipe.batchSize();
    int steps = Math.multiplyExact(inEpoch, recipe.fineTune().epochs());
    return new LearningRate(recipe.fineTune().learningRate(), steps / 10, steps);
  }

  private Activations activations(
      Weights start, Cut cut, TrainingDataset dataset, List<Sample> learned) {
    List<Pick> picks = new ArrayList<>();
    dataset.of(Split.VALIDATION).forEach(sample -> picks.add(new Pick(sample, false)));
    for (Sample sample : learned) {
      picks.add(new Pick(sample, false));
      if (recipe.flips()) {
        picks.add(new Pick(sample, true));
      }
    }
    try {
      if (cached == null) {
        empty(Files.createDirectories(directory));
        int wanted = dataset.samples().size() * (recipe.flips() ? 2 : 1);
        cached = new Activations(start, cut, pass, directory, wanted, cacheBytes);
      }
      long began = System.nanoTime();
      cached.fill(
          picks,
          (done, total) ->
              listener.progress(
                  PhaseProgress.ofPass(
                      TrainingStep.CACHE, done, total, (System.nanoTime() - began) / 1e9)));
      return cached;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot cache activations in " + directory, e);
    }
  }

  /** A killed process may have left gigabytes there. */
  private static void empty(Path directory) throws IOException {
    try (var left = Files.newDirectoryStream(directory)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    if (cached != null) {
      cached.close();
    }
  }

  /** State of one training of one tail. */
  private final class Run {
    private final Tail tail;
    private final FineTuneState state;
    private final List<Sample> train;
    private final List<Sample> validation;
    private final History found;
    private final float[] weights;
    private Activations activations;
    private FloatBuffer batch;
    private FloatBuffer mixed;
    private long began;
    private int stepsDone;

    /**
     * @param found figures of each epoch; null to measure them on the validation images
     */
    Run(
        Tail tail,
        TrainingDataset dataset,
        List<Sample> learned,
        History found,
        FineTuneState state) {
      this.tail = tail;
      this.state = state;
      // Includes images that have become unreadable: leaving them out would change the order of the
      // others.
      train = learned;
      validation = dataset.of(Split.VALIDATION);
      this.found = found;
      int[] counts = new int[dataset.classes().size()];
      learned.forEach(sample -> counts[sample.label()]++);
      weights = TrainingDataset.classWeights(counts, recipe.balance());
    }

    boolean isOver(History history) {
      return found == null
          ? history.isOver(recipe.fineTune().epochs(), recipe.fineTune().patience())
          : history.last() >= found.best();
    }

    History train(History begun, Activations from) {
      activations = from;
      batch = FloatBuffer.allocate(Math.multiplyExact(recipe.batchSize(), activations.length()));
      mixed = recipe.fineTune().mixup() == 0 ? batch : FloatBuffer.allocate(batch.capacity());
      History history = begun;
      if (history.last() < 0) {
        history = history.and(judge(0, null, System.nanoTime()));
        state.save(History.EMPTY, history);
      }
      began = System.nanoTime();
      while (!isOver(history)) {
        Epoch epoch = epoch(history.last() + 1);
        History now = history.and(epoch);
        state.save(history, now);
        history = now;
        report(epoch.number(), train.size(), epoch, epoch.loss());
      }
      return history;
    }

    private Epoch epoch(int number) {
      long start = System.nanoTime();
      Shuffle shuffle = Shuffle.of(train.size(), recipe.seed(), number, recipe.flips() ? 2 : 1);
      EpochMetrics training = new EpochMetrics();
      SplittableRandom mixing = new SplittableRandom(recipe.seed() * 1_000_003 - number);
      for (int from = 0; from < train.size(); from += recipe.batchSize()) {
        int to = Math.min(train.size(), from + recipe.batchSize());
        step(shuffle, from, to, mixing, training);
        stepsDone++;
        report(number, to, null, training.stepLoss());
      }
      return judge(number, training.stepLoss(), start);
    }

    private void step(
        Shuffle shuffle, int from, int to, SplittableRandom mixing, EpochMetrics tally) {
      List<Pick> picks = new ArrayList<>();
      for (int place = from; place < to; place++) {
        picks.add(new Pick(train.get(shuffle.image(place)), shuffle.view(place) == 1));
      }
      List<Pick> found = activations.read(picks, batch);
      if (found.isEmpty()) {
        return;
      }
      float[][] targets = new float[found.size()][];
      float[] sampleWeights = new float[targets.length];
      for (int i = 0; i < targets.length; i++) {
        int label = found.get(i).sample().label();
        targets[i] = tail.target(label);
        sampleWeights[i] = weights[label];
      }
      if (recipe.fineTune().mixup() > 0) {
        Mixup mixup = Mixup.draw(targets.length, recipe.fineTune().mixup(), mixing);
        mix(mixup);
        targets = mixup.targets(targets, sampleWeights);
        sampleWeights = mixup.weights(sampleWeights);
      }
      tally.step(tail.fit(mixed, targets, sampleWeights), targets.length);
    }

    /** Mixes the activations of each image with its partner's. */
    private void mix(Mixup mixup) {
      int length = activations.length();
      float[] from = batch.array();
      float[] to = mixed.array();
      int images = batch.remaining() / length;
      for (int image = 0; image < images; image++) {
        float share = mixup.share(image);
        int own = image * length;
        int other = mixup.partner(image) * length;
        for (int i = 0; i < length; i++) {
          to[own + i] = share * from[own + i] + (1 - share) * from[other + i];
        }
      }
      mixed.clear().limit(images * length);
    }

    private Epoch judge(int number, Double loss, long start) {
      Epoch known = found == null ? null : found.epochs().get(number);
      EpochMetrics judged = known == null ? tally(validation) : null;
      Double accuracy = null;
      if (number > 0) {
        Shuffle some = Shuffle.of(train.size(), recipe.seed(), 0, 1);
        int count = Math.min(ACCURACY_IMAGES, train.size());
        List<Sample> samples = new ArrayList<>();
        for (int place = 0; place < count; place++) {
          samples.add(train.get(some.image(place)));
        }
        accuracy = tally(samples).accuracy();
      }
      return new Epoch(
          number,
          loss,
          accuracy,
          known == null ? judged.loss() : known.validationLoss(),
          known == null ? judged.accuracy() : known.validationAccuracy(),
          (System.nanoTime() - start) / 1e9);
    }

    private EpochMetrics tally(List<Sample> samples) {
      EpochMetrics tally = new EpochMetrics();
      for (int from = 0; from < samples.size(); from += recipe.batchSize()) {
        List<Pick> picks =
            samples.subList(from, Math.min(samples.size(), from + recipe.batchSize())).stream()
                .map(sample -> new Pick(sample, false))
                .toList();
        List<Pick> found = activations.read(picks, batch);
        if (!found.isEmpty()) {
          int[] labels = found.stream().mapToInt(pick -> pick.sample().label()).toArray();
          tally.add(tail.probabilities(batch, labels.length), labels);
        }
      }
      return tally;
    }

    private void report(int epoch, int images, Epoch figures, Double loss) {
      int epochs = found == null ? recipe.fineTune().epochs() : found.best();
      int steps = (train.size() + recipe.batchSize() - 1) / recipe.batchSize();
      double perStep = (System.nanoTime() - began) / 1e9 / Math.max(1, stepsDone);
      int left = (epochs - epoch) * steps + (train.size() - images) / recipe.batchSize();
      listener.progress(
          new PhaseProgress(
              TrainingStep.FINE_TUNE,
              images,
              train.size(),
              epoch,
              epochs,
              found == null ? figures : null,
              loss,
              left * perStep));
    }
  }
}
