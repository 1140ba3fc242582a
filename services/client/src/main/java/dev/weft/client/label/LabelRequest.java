package dev.weft.client.label;

import dev.weft.client.image.LabelSelection;
import dev.weft.client.image.LabelSource;

/**
 * A label for an image.
 *
 * @param label 1 to 100 characters, none of them a control character, no space at either end
 * @param confirmed whether it is the result of a review of a doubtful label in the label queue,
 *     which does not offer the image again then; null counts as false
 * @param by who gave the label; replaced by the name of the key or token if the request carries
 *     one; null if unknown
 * @param source the source of the label; null for a person
 * @param selection the label queue's {@code selection}; null if the image was not offered by the
 *     queue
 */
public record LabelRequest(
    String label, Boolean confirmed, String by, LabelSource source, LabelSelection selection) {

  /** A label without reference to the label queue. */
  public LabelRequest(String label, String by, LabelSource source) {
    this(label, null, by, source, null);
  }

  /** A person's label for an image that the label queue offered. */
  public static LabelRequest of(LabelQueue.Queued queued, String label, String by) {
    Boolean confirmed = queued.doubt() == null ? null : true;
    LabelSelection selection =
        queued.selection() == LabelSelection.UNKNOWN ? null : queued.selection();
    return new LabelRequest(label, confirmed, by, null, selection);
  }

  /** A label that a person gave. */
  public static LabelRequest of(String label) {
    return new LabelRequest(label, null, null);
  }
}
