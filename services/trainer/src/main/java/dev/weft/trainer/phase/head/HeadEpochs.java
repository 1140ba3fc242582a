package dev.weft.trainer.phase.head;

import dev.weft.features.Augmentation;
import dev.weft.features.Features;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.EpochMetrics;
import dev.weft.trainer.phase.Mixup;
import dev.weft.trainer.phase.Shuffle;
import dev.weft.xception.network.Xception;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs epochs of a head's training on images of a data set and rehearsal examples. Shared by
 * trainings, folds of a cross-validation and benchmarks. Not thread-safe.
 */
final class HeadEpochs {
  private final SoftmaxHead head;
  private final List<Sample> images;
  private final Rehearsal rehearsal;
  private final float[] weights;
  private final Settings settings;
  private final FeatureScale scale;

  /**
   * Settings of all epochs.
   *
   * @param seed the seed of order, augmentations and mixup
   * @param batchSize examples per step
   * @param shown the augmentations, one of which is used in each epoch
   * @param mixup see {@link dev.weft.trainer.recipe.Recipe.Head#mixup}
   */
  record Settings(long seed, int batchSize, List<Augmentation> shown, double mixup) {}

  /**
   * @param scale the scale of the features that the head is trained on
   * @param balance strength of class weights, see {@link TrainingDataset#classWeights(int[],
   *     double)}
   */
  HeadEpochs(
      SoftmaxHead head,
      int classes,
      List<Sample> images,
      Rehearsal rehearsal,
      double balance,
      FeatureScale scale,
      Settings settings) {
    this.head = head;
    this.scale = scale;
    this.images = images;
    this.rehearsal = rehearsal;
    this.settings = settings;
    int[] counts = rehearsal.counts();
    images.forEach(image -> counts[image.label()]++);
    weights = TrainingDataset.classWeights(counts, balance);
    if (counts.length != classes) {
      throw new IllegalArgumentException(
          "a head with %d classes cannot rehearse %d classes".formatted(classes, counts.length));
    }
  }

  /** Returns the number of examples in an epoch. */
  int size() {
    return images.size() + rehearsal.examples().size();
  }

  /** Returns the order of an epoch; indices beyond the images are rehearsal examples. */
  Shuffle shuffle(int epoch) {
    return Shuffle.of(size(), settings.seed(), epoch, settings.shown().size());
  }

  /** Runs one epoch; loss and accuracy of each step are measured just before it. */
  EpochMetrics run(int epoch, Features features) {
    Shuffle shuffle = shuffle(epoch);
    SplittableRandom mixing = new SplittableRandom(settings.seed() * 1_000_003 - epoch);
    EpochMetrics tally = new EpochMetrics();
    for (int from = 0; from < size(); from += settings.batchSize()) {
      step(shuffle, from, Math.min(size(), from + settings.batchSize()), features, mixing, tally);
    }
    return tally;
  }

  private void step(
      Shuffle shuffle,
      int from,
      int to,
      Features features,
      SplittableRandom mixing,
      EpochMetrics tally) {
    int[] labels = new int[to - from];
    float[][] batch = new float[to - from][];
    float[][] targets = new float[to - from][];
    for (int place = from; place < to; place++) {
      int example = shuffle.image(place);
      if (example < images.size()) {
        Sample sample = images.get(example);
        batch[place - from] = read(sample, settings.shown().get(shuffle.view(place)), features);
        labels[place - from] = sample.label();
      } else {
        Rehearsal.Example old = rehearsal.examples().get(example - images.size());
        batch[place - from] = old.features().clone();
        scale.apply(batch[place - from]);
        labels[place - from] = old.label();
      }
      int label = labels[place - from];
      targets[place - from] = head.target(label, weights[label]);
    }
    tally.add(head.probabilities(batch), labels);
    if (settings.mixup() > 0) {
      Mixup mixup = Mixup.draw(labels.length, settings.mixup(), mixing);
      batch = mixup.apply(batch);
      targets = mixup.apply(targets);
    }
    tally.step(head.fit(batch, targets), labels.length);
  }

  /** Returns the head's probabilities for unaugmented images, computed in batches. */
  float[][] probabilities(List<Sample> samples, Features features) {
    float[][] all = new float[samples.size()][];
    for (int from = 0; from < all.length; from += settings.batchSize()) {
      int to = Math.min(all.length, from + settings.batchSize());
      float[][] batch =
          samples.subList(from, to).stream()
              .map(sample -> read(sample, Augmentation.NONE, features))
              .toArray(float[][]::new);
      System.arraycopy(head.probabilities(batch), 0, all, from, to - from);
    }
    return all;
  }

  private float[] read(Sample sample, Augmentation shown, Features features) {
    float[] row = new float[Xception.FEATURES];
    features.read(sample.object().sha256(), shown, FloatBuffer.wrap(row));
    scale.apply(row);
    return row;
  }
}
