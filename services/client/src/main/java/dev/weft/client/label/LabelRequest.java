package dev.weft.client.label;

import dev.weft.client.image.LabelSelection;
import dev.weft.client.image.LabelSource;

/**
 * What somebody says that an image shows.
 *
 * @param label 1 to 100 characters, none of them a control character, no space at either end
 * @param confirmed whether it answers the question if the image's label is right, as the label
 *     queue asks: it is not asked again then; null for no
 * @param by who says so; where a key or token is sent, its name is taken instead; null if unknown
 * @param source where it comes from; null for a person
 * @param selection why the image had been offered, as the label queue says; null if nobody had
 *     offered it
 */
public record LabelRequest(
    String label, Boolean confirmed, String by, LabelSource source, LabelSelection selection) {

  /** A label, whoever asked for it. */
  public LabelRequest(String label, String by, LabelSource source) {
    this(label, null, by, source, null);
  }

  /** What a person says of an image that the label queue offered. */
  public static LabelRequest of(LabelQueue.Queued queued, String label, String by) {
    Boolean confirmed = queued.doubt() == null ? null : true;
    return new LabelRequest(label, confirmed, by, null, queued.selection());
  }

  /** A label that a person gave. */
  public static LabelRequest of(String label) {
    return new LabelRequest(label, null, null);
  }
}
