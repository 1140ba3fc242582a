package dev.weft.trainer.phase.head;

import dev.weft.base.Sha256;
import dev.weft.features.PerceptualHash;
import dev.weft.trainer.dataset.NearDuplicates;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Folds of a cross-validation: which images are held out together while the others are trained on.
 * Each image is held out once, or never.
 */
public final class Folds {
  private static final int NEVER = -1;

  private final int count;
  private final List<Sample> samples;
  private final int[] fold;
  private final int images;

  private Folds(int count, List<Sample> samples, int[] fold, int images) {
    this.count = count;
    this.samples = List.copyOf(samples);
    this.fold = fold;
    this.images = images;
  }

  /**
   * Distributes all images over folds, stratified by class, with near-duplicates in one fold. The
   * same images and seed give the same folds.
   *
   * @param count at least 2
   * @param look perceptual hash of each image
   */
  public static Folds of(
      List<Sample> samples, Function<Sample, PerceptualHash> look, int count, long seed) {
    if (count < 2) {
      throw new IllegalArgumentException("the number of folds must be at least 2, but is " + count);
    }
    List<Sample> mixed =
        samples.stream()
            .sorted(
                Comparator.<Sample>comparingLong(sample -> place(sample, seed))
                    .thenComparing(Sample::imageId))
            .toList();
    int[] first = NearDuplicates.firstOfEach(mixed.stream().map(look).toList());
    Map<Integer, Integer> next = new HashMap<>();
    Map<String, Integer> folds = new HashMap<>();
    int[] chosen = new int[first.length];
    for (int i = 0; i < first.length; i++) {
      // The first of a group of near-duplicates precedes the others.
      chosen[i] =
          first[i] == i
              ? next.merge(mixed.get(i).label(), 1, Integer::sum) % count
              : chosen[first[i]];
      folds.put(mixed.get(i).imageId(), chosen[i]);
    }
    return new Folds(
        count,
        samples,
        samples.stream().mapToInt(sample -> folds.get(sample.imageId())).toArray(),
        samples.size());
  }

  /** A single fold of the validation images, with the training images to train on. */
  public static Folds ofSides(TrainingDataset dataset) {
    List<Sample> used = new ArrayList<>(dataset.of(Split.TRAIN));
    int train = used.size();
    used.addAll(dataset.of(Split.VALIDATION));
    int[] fold = new int[used.size()];
    Arrays.fill(fold, 0, train, NEVER);
    return new Folds(1, used, fold, dataset.samples().size());
  }

  private static long place(Sample sample, long seed) {
    var digest = Sha256.digest();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
    return ByteBuffer.wrap(digest.digest(sample.imageId().getBytes(StandardCharsets.UTF_8)))
        .getLong();
  }

  /**
   * Returns the number of images of the data set, those of the test split included: the recipe
   * decides by it which augmentations there are.
   */
  public int images() {
    return images;
  }

  /** Returns the number of folds. */
  public int count() {
    return count;
  }

  /** Returns all images, in the given order. */
  public List<Sample> samples() {
    return samples;
  }

  /** Returns the fold that holds each image out, in the order of {@link #samples}; -1 for never. */
  List<Integer> numbers() {
    return IntStream.of(fold).boxed().toList();
  }

  /** Returns the indices of the images that a fold holds out, in order. */
  int[] heldBack(int number) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] == number).toArray();
  }

  /** Returns the images that are trained on while a fold is held out. */
  List<Sample> learned(int number) {
    List<Sample> learned = new ArrayList<>();
    for (int i = 0; i < fold.length; i++) {
      if (fold[i] != number) {
        learned.add(samples.get(i));
      }
    }
    return learned;
  }
}
