package dev.weft.trainer.evaluate;

import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.TrainingDataset;
import java.util.List;

/**
 * Labels of images, for evaluating answers.
 *
 * @param classes of the data set
 * @param images in the order of the answers
 */
public record GroundTruth(List<String> classes, List<Shown> images) {
  public GroundTruth {
    classes = List.copyOf(classes);
    images = List.copyOf(images);
  }

  /** Returns the labels of samples of a data set. */
  public static GroundTruth of(TrainingDataset dataset, List<Sample> samples) {
    return new GroundTruth(
        dataset.classes(),
        samples.stream()
            .map(sample -> new Shown(sample.imageId(), dataset.classes().get(sample.label())))
            .toList());
  }

  /**
   * An image's label.
   *
   * @param imageId which
   * @param label its class
   */
  public record Shown(String imageId, String label) {}
}
