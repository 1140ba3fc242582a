package dev.weft.trainer.phase.head;

import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.features.Augmentation;
import dev.weft.trainer.features.Features;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.EpochMetrics;
import dev.weft.trainer.phase.Mixup;
import dev.weft.trainer.phase.Shuffle;
import dev.weft.xception.network.Xception;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Passes of a head over what it learns from: images of a data set, and what is rehearsed beside
 * them. The same for a training, for a fold of a cross-validation and for a benchmark. Not
 * thread-safe.
 */
final class HeadEpochs {
  private final SoftmaxHead head;
  private final List<Sample> images;
  private final Rehearsal rehearsal;
  private final float[] weights;
  private final Settings settings;
  private final FeatureScale scale;

  /**
   * What is the same in all epochs.
   *
   * @param seed of the order, of how images are shown and of the mixing
   * @param batchSize examples a step
   * @param shown the ways in which images are shown, one of them in each epoch
   * @param mixup see {@link dev.weft.trainer.recipe.Recipe.Head#mixup}
   */
  record Settings(long seed, int batchSize, List<Augmentation> shown, double mixup) {}

  /**
   * @param scale of the features that the head is on
   * @param balance how far class weights go, see {@link Dataset#classWeights(int[], double)}
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
    weights = Dataset.classWeights(counts, balance);
    if (counts.length != classes) {
      throw new IllegalArgumentException(
          "a head of %d classes cannot rehearse %d".formatted(classes, counts.length));
    }
  }

  /** Examples of an epoch. */
  int size() {
    return images.size() + rehearsal.examples().size();
  }

  /** The order of an epoch; places beyond the images are rehearsed. */
  Shuffle shuffle(int epoch) {
    return Shuffle.of(size(), settings.seed(), epoch, settings.shown().size());
  }

  /** One pass: loss and accuracy of each step just before it. */
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

  /** What the head says of images as they are, in batches. */
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
