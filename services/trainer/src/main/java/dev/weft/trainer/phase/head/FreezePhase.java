package dev.weft.trainer.phase.head;

import dev.weft.features.Augmentation;
import dev.weft.features.FeatureSet;
import dev.weft.features.Features;
import dev.weft.features.Views;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.phase.EpochMetrics;
import dev.weft.trainer.phase.Histories;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.phase.PhaseResult;
import dev.weft.trainer.phase.Shuffle;
import dev.weft.trainer.phase.TrainingStep;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Trains the head on cached features of the frozen base. The same data set, features, recipe and
 * start give the same head on every machine, bit for bit.
 *
 * <p>Takes seconds, compared with minutes for the features, so its only checkpoint is its result.
 */
public final class FreezePhase {
  private static final String HISTORY = "freeze.json";
  private static final String HEAD = "freeze.head";

  private final Recipe recipe;
  private final PhaseProgress.Listener listener;

  public FreezePhase(Recipe recipe, PhaseProgress.Listener listener) {
    this.recipe = recipe;
    this.listener = listener;
  }

  /**
   * Trains on cached features, with early stopping on the validation images.
   *
   * @param start the network that computed the features
   * @param rows the head's initial rows
   * @param features the features of all training images with all of the recipe's augmentations, and
   *     of all validation images
   * @param rehearsal additional training examples, of the same base
   */
  public PhaseResult run(
      Weights start,
      HeadStart rows,
      TrainingDataset dataset,
      FeatureSet features,
      Rehearsal rehearsal,
      Checkpoints checkpoints) {
    FeatureScale scale =
        FeatureScale.of(dataset.of(Split.TRAIN), shown(dataset), rehearsal, features);
    return run(start, rows, scale, dataset, EpochFeatures.cached(features), rehearsal, checkpoints);
  }

  /** The same with a fresh head or the network's own, without rehearsal. */
  public PhaseResult run(
      Weights start,
      boolean freshHead,
      TrainingDataset dataset,
      FeatureSet features,
      Checkpoints checkpoints) {
    return run(start, freshHead, dataset, EpochFeatures.cached(features), checkpoints);
  }

  /**
   * Trains a fresh head, or the network's own, on features that are provided in each epoch.
   *
   * @param start the network; its head is trained further if it has the same number of classes and
   *     {@code freshHead} is false
   * @param features called at the start of each epoch
   */
  public PhaseResult run(
      Weights start,
      boolean freshHead,
      TrainingDataset dataset,
      EpochFeatures features,
      Checkpoints checkpoints) {
    List<String> classes = dataset.classes();
    boolean fresh = freshHead || start.classes().orElse(0) != classes.size();
    HeadStart rows =
        fresh
            ? HeadStart.fresh(classes.size())
            : HeadStart.of(classes, start, classes, Set.copyOf(classes), Set.of());
    return run(
        start,
        rows,
        FeatureScale.NONE,
        dataset,
        features,
        Rehearsal.empty("", "", classes),
        checkpoints);
  }

  private PhaseResult run(
      Weights start,
      HeadStart rows,
      FeatureScale scale,
      TrainingDataset dataset,
      EpochFeatures features,
      Rehearsal rehearsal,
      Checkpoints checkpoints) {
    return kept(
        start,
        rows,
        scale,
        checkpoints,
        head -> new Run(head, scale, dataset, features, rehearsal).train());
  }

  /**
   * Trains on all images for the number of epochs that a cross-validation has determined.
   *
   * @param found the cross-validation's figures of each epoch, which are reported as this
   *     training's validation figures
   * @param epochs to train
   * @param features the features of all images with all of the recipe's augmentations
   */
  public PhaseResult runOnAll(
      Weights start,
      HeadStart rows,
      TrainingDataset dataset,
      FeatureSet features,
      Rehearsal rehearsal,
      History found,
      int epochs,
      Checkpoints checkpoints) {
    FeatureScale scale = FeatureScale.of(dataset.samples(), shown(dataset), rehearsal, features);
    return kept(
        start,
        rows,
        scale,
        checkpoints,
        head -> {
          HeadEpochs passes = passes(head, scale, dataset.samples(), shown(dataset), rehearsal);
          History history = History.EMPTY;
          for (int number = 1; number <= epochs; number++) {
            long began = System.nanoTime();
            EpochMetrics training = passes.run(number, features);
            Epoch validated = found.epochs().get(number - 1);
            Epoch epoch =
                new Epoch(
                    number,
                    training.stepLoss(),
                    training.accuracy(),
                    validated.validationLoss(),
                    validated.validationAccuracy(),
                    (System.nanoTime() - began) / 1e9);
            history = history.and(epoch);
            int images = dataset.samples().size();
            listener.progress(
                new PhaseProgress(
                    TrainingStep.FREEZE,
                    images,
                    images,
                    number,
                    epochs,
                    epoch,
                    epoch.loss(),
                    epoch.seconds() * (epochs - number)));
          }
          return history;
        });
  }

  private HeadEpochs passes(
      SoftmaxHead head,
      FeatureScale scale,
      List<Sample> images,
      List<Augmentation> shown,
      Rehearsal rehearsal) {
    return new HeadEpochs(
        head,
        rehearsal.classes().size(),
        images,
        rehearsal,
        recipe.balance(),
        scale,
        new HeadEpochs.Settings(recipe.seed(), recipe.batchSize(), shown, recipe.head().mixup()));
  }

  private List<Augmentation> shown(TrainingDataset dataset) {
    return recipe.shown(dataset.samples().size());
  }

  /** Returns the result from the checkpoint if there is one; trains otherwise. */
  private PhaseResult kept(
      Weights start,
      HeadStart rows,
      FeatureScale scale,
      Checkpoints checkpoints,
      Function<SoftmaxHead, History> training) {
    Optional<History> done = Histories.open(checkpoints, HISTORY);
    if (done.isPresent()) {
      float[][] head = restore(rows.classes(), checkpoints);
      return new PhaseResult(SoftmaxHead.weights(start, head), done.get());
    }
    SoftmaxHead scaled = SoftmaxHead.of(rows.scaled(scale), recipe.head(), recipe.seed());
    History history = training.apply(scaled);
    float[][] head = rows.raw(scale, scaled.get());
    checkpoints.save(HEAD, out -> write(head, out));
    Histories.save(checkpoints, HISTORY, history);
    return new PhaseResult(SoftmaxHead.weights(start, head), history);
  }

  private static void write(float[][] head, OutputStream out) throws IOException {
    var data = new DataOutputStream(new BufferedOutputStream(out));
    for (float[] row : head) {
      for (float value : row) {
        data.writeFloat(value);
      }
    }
    data.flush();
  }

  private static float[][] restore(int classes, Checkpoints checkpoints) {
    InputStream kept =
        checkpoints
            .open(HEAD)
            .orElseThrow(
                () -> new IllegalStateException("the checkpoint " + HEAD + " no longer exists"));
    try (var data = new DataInputStream(kept)) {
      float[][] values = new float[classes][Xception.FEATURES + 1];
      for (float[] row : values) {
        for (int i = 0; i < row.length; i++) {
          row[i] = data.readFloat();
        }
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint " + HEAD + " cannot be read", e);
    }
  }

  private static Views view(Sample sample, Augmentation shown) {
    return new Views(sample.imageId(), sample.object(), List.of(shown));
  }

  /** State of one training of one head. */
  private final class Run {
    private final SoftmaxHead head;
    private final EpochFeatures source;
    private final List<Sample> train;
    private final List<Sample> validation;
    private final List<Augmentation> shown;
    private final HeadEpochs passes;
    private final long began = System.nanoTime();

    Run(
        SoftmaxHead head,
        FeatureScale scale,
        TrainingDataset dataset,
        EpochFeatures source,
        Rehearsal rehearsal) {
      this.head = head;
      this.source = source;
      train = dataset.of(Split.TRAIN);
      validation = dataset.of(Split.VALIDATION);
      shown = shown(dataset);
      passes = passes(head, scale, train, shown, rehearsal);
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
      Features features = source.of(number, views(passes.shuffle(number)));
      EpochMetrics training = passes.run(number, features);
      EpochMetrics judged = new EpochMetrics();
      judged.add(
          passes.probabilities(validation, features),
          validation.stream().mapToInt(Sample::label).toArray());
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

    private List<Views> views(Shuffle shuffle) {
      List<Views> views = new ArrayList<>();
      for (int place = 0; place < passes.size(); place++) {
        if (shuffle.image(place) < train.size()) {
          views.add(view(train.get(shuffle.image(place)), shown.get(shuffle.view(place))));
        }
      }
      validation.forEach(sample -> views.add(view(sample, Augmentation.NONE)));
      return views;
    }

    private void report(Epoch epoch) {
      int epochs = recipe.head().epochs();
      double seconds = (System.nanoTime() - began) / 1e9;
      listener.progress(
          new PhaseProgress(
              TrainingStep.FREEZE,
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
