package dev.weft.classifier.consume;

/**
 * The ids answered last in one partition: predictions and rejections apart, so that however many
 * there are of one kind, they push none of the other out. Not thread-safe.
 *
 * @param classified images that have a prediction
 * @param rejected images that were rejected
 */
public record DedupIds(DedupWindow classified, DedupWindow rejected) {

  /**
   * @param capacity ids of each kind
   */
  public DedupIds(int capacity) {
    this(new DedupWindow(capacity), new DedupWindow(capacity));
  }

  public boolean contains(String id) {
    return classified.contains(id) || rejected.contains(id);
  }
}
