package dev.weft.client.label;

/**
 * Which images are to be labeled next.
 *
 * @param reason only images that are asked for this reason; null for any
 * @param limit so many at most, to 200; null for the server's default
 * @param model whose images; null for any
 */
public record LabelQueueQuery(LabelQueue.Reason reason, Integer limit, String model) {

  /** The best, whatever the reason is. */
  public static final LabelQueueQuery ALL = new LabelQueueQuery(null, null, null);
}
