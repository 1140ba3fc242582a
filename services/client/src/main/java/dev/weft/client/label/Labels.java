package dev.weft.client.label;

import dev.weft.client.json.SentAsNull;
import java.util.List;

/**
 * Counts of labels.
 *
 * @param labels most images first, 1,000 at most
 * @param labeled number of images with a label
 * @param sinceLastTraining number of images whose label was added, changed or removed since the
 *     model's newest training; null while it is being computed
 * @param nextTraining when new labels start a training; null if they do not
 * @param classes the classes of the serving version, in its order; empty if none serves
 */
public record Labels(
    List<Count> labels,
    long labeled,
    @SentAsNull Long sinceLastTraining,
    @SentAsNull NextTraining nextTraining,
    List<String> classes) {

  /**
   * A label and how many images have it.
   *
   * @param label the label
   * @param images number of images with it
   */
  public record Count(String label, long images) {}

  /**
   * When new labels start a training automatically.
   *
   * @param newLabels number of new labels that starts a training
   * @param missing labels still missing; 0 if a training is due
   */
  public record NextTraining(long newLabels, long missing) {}
}
