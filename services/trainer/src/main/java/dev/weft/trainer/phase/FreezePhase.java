package dev.weft.trainer.phase;

import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Side;
import dev.weft.trainer.features.FeatureSet;
import dev.weft.trainer.features.Features;
import dev.weft.trainer.features.Views;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Weights;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Trains the head while the base stays as it is, on features that the base gave once. The same data
 * set, features, recipe and start give the same head, bit for bit, whatever the machine.
 *
 * <p>Seconds, where the features took minutes: its only checkpoint is its result.
 */
public final class FreezePhase {
  private static final String HISTORY = "freeze.json";
  private static final String HEAD = "freeze.head";

  private final Recipe recipe;
  private final Progress.Listener listener;

  public FreezePhase(Recipe recipe, Progress.Listener listener) {
    this.recipe = recipe;
    this.listener = listener;
  }

  /**
   * Trains.
   *
   * @param start the network that gave the features; its head is trained on if it has one for as
   *     many classes and {@code freshHead} is false
   * @param features of all training images, flips included if the recipe has them, and of all
   *     validation images
   */
  public PhaseResult run(
      Weights start,
      boolean freshHead,
      Dataset dataset,
      FeatureSet features,
      Checkpoints checkpoints) {
    return run(start, freshHead, dataset, EpochFeatures.cached(features), checkpoints);
  }

  /**
   * Trains on features that need not be there before.
   *
   * @param features asked at the start of each epoch
   */
  public PhaseResult run(
      Weights start,
      boolean freshHead,
      Dataset dataset,
      EpochFeatures features,
      Checkpoints checkpoints) {
    int classes = dataset.classes().size();
    boolean fresh = freshHead || start.classes().orElse(0) != classes;
    SoftmaxHead head =
        fresh
            ? SoftmaxHead.fresh(classes, recipe.head(), recipe.seed())
            : SoftmaxHead.of(start, recipe.head(), recipe.seed());
    Optional<History> done = Histories.open(checkpoints, HISTORY);
    History history;
    if (done.isPresent()) {
      history = done.get();
      restore(head, checkpoints);
    } else {
      history = new Run(head, dataset, features).train();
      checkpoints.save(HEAD, out -> write(head, out));
      Histories.save(checkpoints, HISTORY, history);
    }
    return new PhaseResult(head.weights(start), history);
  }

  private static void write(SoftmaxHead head, OutputStream out) throws IOException {
    var data = new DataOutputStream(new BufferedOutputStream(out));
    for (float[] row : head.get()) {
      for (float value : row) {
        data.writeFloat(value);
      }
    }
    data.flush();
  }

  private static void restore(SoftmaxHead head, Checkpoints checkpoints) {
    InputStream kept =
        checkpoints
            .open(HEAD)
            .orElseThrow(() -> new IllegalStateException("the checkpoint " + HEAD + " is gone"));
    try (var data = new DataInputStream(kept)) {
      float[][] values = head.get();
      for (float[] row : values) {
        for (int i = 0; i < row.length; i++) {
          row[i] = data.readFloat();
        }
      }
      head.set(values);
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint " + HEAD + " cannot be read", e);
    }
  }

  private static Views view(Sample sample, boolean flipped) {
    return new Views(sample.imageId(), sample.object(), !flipped, flipped);
  }

  /** One training of one head. */
  private final class Run {
    private final SoftmaxHead head;
    private final EpochFeatures source;
    private final List<Sample> train;
    private final List<Sample> validation;
    private final float[] weights;
    private final long began = System.nanoTime();
    private Features features;

    Run(SoftmaxHead head, Dataset dataset, EpochFeatures source) {
      this.head = head;
      this.source = source;
      train = dataset.of(Side.TRAIN);
      validation = dataset.of(Side.VALIDATION);
      weights = dataset.classWeights();
      if (!recipe.classWeights()) {
        Arrays.fill(weights, 1);
      }
    }

    History train() {
      History history = History.EMPTY;
      float[][] best = head.get();
      while (!history.isOver(recipe.head().epochs(), recipe.head().patience())) {
        history = history.and(epoch(history));
        if (history.improved()) {
          best = head.get();
        }
      }
      head.set(best);
      return history;
    }

    private Epoch epoch(History history) {
      int number = Math.max(0, history.last()) + 1;
      long start = System.nanoTime();
      Shuffle shuffle = Shuffle.of(train.size(), recipe.seed(), number, recipe.flips());
      features = source.of(number, shown(shuffle));
      Tally training = new Tally();
      for (int from = 0; from < train.size(); from += recipe.batchSize()) {
        int to = Math.min(train.size(), from + recipe.batchSize());
        step(shuffle, from, to, training);
      }
      Tally judged = validate();
      Epoch epoch =
          new Epoch(
              number,
              training.stepLoss(),
              training.accuracy(),
              judged.loss(),
              judged.accuracy(),
              (System.nanoTime() - start) / 1e9);
      report(epoch);
      return epoch;
    }

    private List<Views> shown(Shuffle shuffle) {
      List<Views> shown = new ArrayList<>();
      for (int place = 0; place < train.size(); place++) {
        shown.add(view(train.get(shuffle.image(place)), shuffle.flipped(place)));
      }
      validation.forEach(sample -> shown.add(view(sample, false)));
      return shown;
    }

    private void step(Shuffle shuffle, int from, int to, Tally tally) {
      int[] labels = new int[to - from];
      float[] sampleWeights = new float[to - from];
      float[][] batch = new float[to - from][];
      for (int place = from; place < to; place++) {
        Sample sample = train.get(shuffle.image(place));
        batch[place - from] = read(sample, shuffle.flipped(place));
        labels[place - from] = sample.label();
        sampleWeights[place - from] = weights[sample.label()];
      }
      tally.add(head.probabilities(batch), labels);
      tally.step(head.fit(batch, labels, sampleWeights), labels.length);
    }

    private Tally validate() {
      Tally tally = new Tally();
      for (int from = 0; from < validation.size(); from += recipe.batchSize()) {
        List<Sample> samples =
            validation.subList(from, Math.min(validation.size(), from + recipe.batchSize()));
        float[][] batch =
            samples.stream().map(sample -> read(sample, false)).toArray(float[][]::new);
        tally.add(head.probabilities(batch), samples.stream().mapToInt(Sample::label).toArray());
      }
      return tally;
    }

    private float[] read(Sample sample, boolean flipped) {
      float[] row = new float[Xception.FEATURES];
      features.read(sample.object().sha256(), flipped, FloatBuffer.wrap(row));
      return row;
    }

    private void report(Epoch epoch) {
      int epochs = recipe.head().epochs();
      double seconds = (System.nanoTime() - began) / 1e9;
      listener.progress(
          new Progress(
              Step.FREEZE,
              train.size(),
              train.size(),
              epoch.number(),
              epochs,
              epoch,
              epoch.loss(),
              seconds / epoch.number() * (epochs - epoch.number())));
    }
  }
}
