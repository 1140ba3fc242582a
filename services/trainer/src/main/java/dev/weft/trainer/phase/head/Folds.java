package dev.weft.trainer.phase.head;

import dev.weft.base.Sha256;
import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.NearDuplicates;
import dev.weft.trainer.dataset.PerceptualHash;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
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
 * Which images are held back together while the others are learned. Each is held back once, or
 * never.
 */
public final class Folds {
  private static final int NEVER = -1;

  private final int count;
  private final List<Sample> samples;
  private final int[] fold;

  private Folds(int count, List<Sample> samples, int[] fold) {
    this.count = count;
    this.samples = List.copyOf(samples);
    this.fold = fold;
  }

  /**
   * All images, each class spread evenly, images that look the same in one fold. The same images
   * and seed give the same folds.
   *
   * @param count at least 2
   * @param look of each image
   */
  public static Folds of(
      List<Sample> samples, Function<Sample, PerceptualHash> look, int count, long seed) {
    if (count < 2) {
      throw new IllegalArgumentException("there are at least 2 folds, not " + count);
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
      // The first of those that look the same comes before the others.
      chosen[i] =
          first[i] == i
              ? next.merge(mixed.get(i).label(), 1, Integer::sum) % count
              : chosen[first[i]];
      folds.put(mixed.get(i).imageId(), chosen[i]);
    }
    return new Folds(
        count, samples, samples.stream().mapToInt(sample -> folds.get(sample.imageId())).toArray());
  }

  /** One fold, the validation images, while the training images are learned. */
  public static Folds ofSides(Dataset dataset) {
    List<Sample> used = new ArrayList<>(dataset.of(Split.TRAIN));
    int train = used.size();
    used.addAll(dataset.of(Split.VALIDATION));
    int[] fold = new int[used.size()];
    Arrays.fill(fold, 0, train, NEVER);
    return new Folds(1, used, fold);
  }

  private static long place(Sample sample, long seed) {
    var digest = Sha256.digest();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
    return ByteBuffer.wrap(digest.digest(sample.imageId().getBytes(StandardCharsets.UTF_8)))
        .getLong();
  }

  /** Number of folds. */
  public int count() {
    return count;
  }

  /** All images, in the order that they were given in. */
  public List<Sample> samples() {
    return samples;
  }

  /** The fold that holds each image back, in the order of {@link #samples}; -1 for never. */
  List<Integer> numbers() {
    return IntStream.of(fold).boxed().toList();
  }

  /** Places of the images that are held back with a fold, in their order. */
  int[] heldBack(int number) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] == number).toArray();
  }

  /** The images that are learned while a fold is held back. */
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
