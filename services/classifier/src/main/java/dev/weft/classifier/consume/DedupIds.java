package dev.weft.classifier.consume;

/**
 * The most recently answered ids of one partition. Predictions and rejections are kept separately,
 * so that many of one kind do not evict the other. Not thread-safe.
 *
 * @param classified ids of images that have a prediction
 * @param rejected ids of images that were rejected
 */
public record DedupIds(DedupWindow classified, DedupWindow rejected) {

  /**
   * @param capacity number of ids of each kind
   */
  public DedupIds(int capacity) {
    this(new DedupWindow(capacity), new DedupWindow(capacity));
  }

  public boolean contains(String id) {
    return classified.contains(id) || rejected.contains(id);
  }
}
