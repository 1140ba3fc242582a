package dev.weft.trainer.report;

import dev.weft.features.PerceptualHash;
import dev.weft.trainer.dataset.NearDuplicates;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.TrainingDataset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A group of near-duplicates in the data set, such as one photograph in two sizes. They are trained
 * on, and held out, together; all of them are worth little more to a training than one.
 *
 * @param images at least two, in the order of the data set
 * @param labels their labels; several are a contradiction
 */
public record LookAlikes(List<String> images, List<String> labels) {
  private static final int MOST = 100;
  private static final int MOST_IMAGES = 20;

  public LookAlikes {
    images = List.copyOf(images);
    labels = List.copyOf(labels);
  }

  /**
   * Finds groups of near-duplicates: contradictions first, then the larger groups; at most {@value
   * #MOST}, each with at most {@value #MOST_IMAGES} images.
   */
  public static List<LookAlikes> in(
      TrainingDataset dataset, Function<Sample, PerceptualHash> look) {
    List<Sample> samples = dataset.samples();
    int[] first = NearDuplicates.firstOfEach(samples.stream().map(look).toList());
    Map<Integer, List<Sample>> groups = new LinkedHashMap<>();
    for (int i = 0; i < first.length; i++) {
      groups.computeIfAbsent(first[i], place -> new ArrayList<>()).add(samples.get(i));
    }
    return groups.values().stream()
        .filter(group -> group.size() > 1)
        .sorted(
            Comparator.<List<Sample>>comparingLong(group -> labels(dataset, group).size())
                .thenComparing(Collection::size)
                .reversed())
        .limit(MOST)
        .map(
            group ->
                new LookAlikes(
                    group.stream().limit(MOST_IMAGES).map(Sample::imageId).toList(),
                    labels(dataset, group)))
        .toList();
  }

  private static List<String> labels(TrainingDataset dataset, List<Sample> group) {
    return group.stream()
        .map(sample -> dataset.classes().get(sample.label()))
        .distinct()
        .sorted()
        .toList();
  }
}
