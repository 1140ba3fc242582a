package dev.weft.client.label;

import dev.weft.client.image.LabelSelection;

/**
 * Selects the images of the label queue.
 *
 * @param reason only images with this reason; null for any
 * @param limit maximum number of entries to return, up to 200; null for the server's default
 * @param model the model that the images are for; null for any
 * @param selection only images with this selection; null for any
 */
public record LabelQueueQuery(
    LabelQueue.Reason reason, Integer limit, String model, LabelSelection selection) {

  /** The highest scores, for any reason. */
  public static final LabelQueueQuery ALL = new LabelQueueQuery(null, null, null, null);

  /** A query by reason, with any selection. */
  public LabelQueueQuery(LabelQueue.Reason reason, Integer limit, String model) {
    this(reason, limit, model, null);
  }
}
