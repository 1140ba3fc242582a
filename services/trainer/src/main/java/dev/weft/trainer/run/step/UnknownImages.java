package dev.weft.trainer.run.step;

import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.Excluded;
import dev.weft.trainer.dataset.LabeledImage;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Labeled images of classes that a version does not know: those that were dropped by request, and
 * those that are too small. They show what the version should be unsure about.
 *
 * @param samples of which each class that has enough is a group of its own, and the others are one
 */
public record UnknownImages(List<Sample> samples) {
  /** Each passes through the network once more. */
  private static final int MOST = 500;

  private static final int LEAST_IN_GROUP = 5;
  private static final int MOST_GROUPS = 20;

  /** Where no class was left out. */
  public static final UnknownImages NONE = new UnknownImages(List.of());

  public UnknownImages {
    samples = List.copyOf(samples);
  }

  /** Ids of such images that a data set left out. */
  public static Set<String> ids(Dataset dataset) {
    return dataset.leftOut().stream()
        .filter(
            image ->
                image.reason() == Excluded.Reason.CLASS_DROPPED
                    || image.reason() == Excluded.Reason.TOO_FEW_IN_CLASS)
        .filter(image -> !dataset.classes().contains(image.label()))
        .map(Excluded::imageId)
        .collect(Collectors.toSet());
  }

  /** A sample of them, the same each time. */
  public static UnknownImages of(List<LabeledImage> images) {
    List<LabeledImage> some =
        images.stream()
            .sorted(Comparator.comparing(image -> image.object().sha256()))
            .limit(MOST)
            .toList();
    Map<String, Long> counts =
        some.stream().collect(Collectors.groupingBy(LabeledImage::label, Collectors.counting()));
    List<String> large =
        counts.entrySet().stream()
            .filter(count -> count.getValue() >= LEAST_IN_GROUP)
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_GROUPS)
            .map(Map.Entry::getKey)
            .toList();
    Map<String, Integer> groups = new HashMap<>();
    large.forEach(label -> groups.put(label, groups.size()));
    return new UnknownImages(
        some.stream()
            .map(
                image ->
                    new Sample(
                        image.imageId(),
                        image.object(),
                        groups.getOrDefault(image.label(), large.size()),
                        Split.TRAIN))
            .toList());
  }
}
