package dev.weft.gateway.labels;

import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSelection;
import dev.weft.events.label.RandomSample;
import java.util.Set;

/**
 * The {@link LabelSelection} that a label's event gets: what the client says, as far as it can be
 * true. A client cannot make a chosen image a random one, nor a random one a chosen one, and a
 * label that corrects that of a random one leaves it in the sample: who corrects is often led by a
 * version's answer, and the sample would lose just those that versions are wrong about.
 */
public final class OfferedSelection {

  private static final Set<LabelSelection> BY_ANSWERS =
      Set.of(LabelSelection.UNCERTAIN, LabelSelection.UNLIKE, LabelSelection.DISAGREEMENT);

  private OfferedSelection() {}

  /**
   * What stands in the event.
   *
   * @param said by the client; null if it says nothing
   * @param before the label that the image has so far; null if it has none
   * @return null if nobody had offered the image
   * @throws IllegalArgumentException if the image cannot have been offered for what is said
   */
  public static LabelSelection of(String imageId, LabelSelection said, ImageLabeled before) {
    if (before != null && before.selection() == LabelSelection.RANDOM) {
      return LabelSelection.RANDOM;
    }
    boolean isRandom = RandomSample.contains(imageId);
    if (said == LabelSelection.RANDOM && !isRandom) {
      throw new IllegalArgumentException(
          "selection must be the one that the label queue gave: "
              + imageId
              + " does not belong to the random sample and is never offered as random");
    }
    if (isRandom && said != null && BY_ANSWERS.contains(said)) {
      throw new IllegalArgumentException(
          "selection must be the one that the label queue gave: %s belongs to the random sample and"
                  .formatted(imageId)
              + " is never offered as "
              + said.code());
    }
    return said;
  }
}
