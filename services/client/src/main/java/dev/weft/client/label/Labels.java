package dev.weft.client.label;

import dev.weft.client.json.SentAsNull;
import java.util.List;

/**
 * What people have labeled.
 *
 * @param labels most images first, 1,000 at most
 * @param labeled images that have a label
 * @param sinceLastTraining images labeled anew, otherwise or no longer since the newest training of
 *     the model that is trained; null while this is being found out
 * @param nextTraining null if new labels start no training
 * @param classes of the version that serves, in its order; none if none does
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
   * @param images that have it
   */
  public record Count(String label, long images) {}

  /**
   * When new labels start a training by themselves.
   *
   * @param newLabels that start a training
   * @param missing of them, 0 if one is due
   */
  public record NextTraining(long newLabels, long missing) {}
}
