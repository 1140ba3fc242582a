package dev.weft.trainer.run.step;

import dev.weft.trainer.dataset.Excluded;
import dev.weft.trainer.dataset.LabeledImage;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Labeled images of classes that a version lacks: classes that the request dropped, and those with
 * too few images. The version's answers for them should be uncertain.
 *
 * @param samples the images; each class with enough of them is a group of its own, the others form
 *     one group
 */
public record UnknownImages(List<Sample> samples) {
  /** Maximum number of images: each passes through the network once more. */
  private static final int MOST = 500;

  private static final int LEAST_IN_GROUP = 5;
  private static final int MOST_GROUPS = 20;

  /** No such images. */
  public static final UnknownImages NONE = new UnknownImages(List.of());

  public UnknownImages {
    samples = List.copyOf(samples);
  }

  /** Returns the ids of such images that a data set left out. */
  public static Set<String> ids(TrainingDataset dataset) {
    return dataset.leftOut().stream()
        .filter(
            image ->
                image.reason() == Excluded.Reason.CLASS_DROPPED
                    || image.reason() == Excluded.Reason.TOO_FEW_IN_CLASS)
        .filter(image -> !dataset.classes().contains(image.label()))
        .map(Excluded::imageId)
        .collect(Collectors.toSet());
  }

  /** Returns a reproducible sample of them. */
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
