package dev.weft.gateway.labels;

import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSelection;
import dev.weft.events.label.RandomSample;
import java.util.Set;

/**
 * Determines the {@link LabelSelection} of a label's event: the client's value, as far as it can be
 * true. A client can neither turn a selected image into a random one nor the reverse, and a label
 * that corrects that of a random image keeps the image in the sample: corrections are often
 * prompted by a version's answer, so that the sample would lose exactly those images that versions
 * are wrong about.
 */
public final class OfferedSelection {

  private static final Set<LabelSelection> BY_ANSWERS =
      Set.of(LabelSelection.UNCERTAIN, LabelSelection.UNLIKE, LabelSelection.DISAGREEMENT);

  private OfferedSelection() {}

  /**
   * The value for the event.
   *
   * @param requested value sent by the client; null for none
   * @param before the image's current label; null if it has none
   * @return null if the image was not offered
   * @throws IllegalArgumentException if the image cannot have been offered for the given reason
   */
  public static LabelSelection of(String imageId, LabelSelection requested, ImageLabeled before) {
    if (before != null && before.selection() == LabelSelection.RANDOM) {
      return LabelSelection.RANDOM;
    }
    boolean isRandom = RandomSample.contains(imageId);
    if (requested == LabelSelection.RANDOM && !isRandom) {
      throw new IllegalArgumentException(
          "selection must be the value returned by the label queue: "
              + imageId
              + " is not in the random sample and is never offered as random");
    }
    if (isRandom && requested != null && BY_ANSWERS.contains(requested)) {
      throw new IllegalArgumentException(
          "selection must be the value returned by the label queue: %s is in the random sample and"
                  .formatted(imageId)
              + " is never offered as "
              + requested.code());
    }
    return requested;
  }
}
