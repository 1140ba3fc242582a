package dev.weft.client.label;

import dev.weft.client.image.LabelSelection;

/**
 * Which images are to be labeled next.
 *
 * @param reason only images that are asked for this reason; null for any
 * @param limit so many at most, to 200; null for the server's default
 * @param model whose images; null for any
 * @param selection only images that are offered so; null for any
 */
public record LabelQueueQuery(
    LabelQueue.Reason reason, Integer limit, String model, LabelSelection selection) {

  /** The best, whatever the reason is. */
  public static final LabelQueueQuery ALL = new LabelQueueQuery(null, null, null, null);

  /** Those that are asked for a reason. */
  public LabelQueueQuery(LabelQueue.Reason reason, Integer limit, String model) {
    this(reason, limit, model, null);
  }
}
