package dev.weft.trainer.report;

import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Summary of the data set.
 *
 * @param manifest the data set's id: SHA-256 of the manifest
 * @param train number of training images
 * @param validation number of validation images
 * @param test number of test images
 * @param classes in the order of the logits
 * @param dropped classes of the serving version that the data set lacks
 * @param leftOut images that were left out
 */
public record DatasetSummary(
    String manifest,
    int train,
    int validation,
    int test,
    List<ClassSummary> classes,
    List<String> dropped,
    ExcludedSummary leftOut) {
  public DatasetSummary {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(leftOut, "leftOut");
    classes = List.copyOf(classes);
    dropped = List.copyOf(dropped);
  }

  /**
   * Summarises a data set.
   *
   * @param weighted whether the loss used the data set's class weights
   * @param serving classes of the serving version; if there is none, it is empty and no class
   *     counts as new
   */
  static DatasetSummary of(
      String manifest, TrainingDataset dataset, boolean weighted, Collection<String> serving) {
    int[] train = dataset.counts(Split.TRAIN);
    int[] validation = dataset.counts(Split.VALIDATION);
    int[] test = dataset.counts(Split.TEST);
    float[] weights = dataset.classWeights();
    Set<String> known = Set.copyOf(serving);
    List<ClassSummary> classes = new ArrayList<>();
    for (int c = 0; c < train.length; c++) {
      String name = dataset.classes().get(c);
      classes.add(
          new ClassSummary(
              name,
              train[c],
              validation[c],
              test[c],
              weighted ? weights[c] : 1,
              !known.isEmpty() && !known.contains(name)));
    }
    return new DatasetSummary(
        manifest,
        dataset.of(Split.TRAIN).size(),
        dataset.of(Split.VALIDATION).size(),
        dataset.of(Split.TEST).size(),
        classes,
        serving.stream().filter(name -> !dataset.classes().contains(name)).toList(),
        ExcludedSummary.of(dataset.leftOut()));
  }
}
