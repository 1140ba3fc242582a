package dev.weft.classifier.pipeline;

/**
 * The ids answered last in one partition: predictions and rejections apart, so that however many
 * there are of one kind, they push none of the other out. Not thread-safe.
 *
 * @param classified images that have a prediction
 * @param rejected images that were rejected
 */
record AnsweredIds(AnsweredWindow classified, AnsweredWindow rejected) {

  /**
   * @param capacity ids of each kind
   */
  AnsweredIds(int capacity) {
    this(new AnsweredWindow(capacity), new AnsweredWindow(capacity));
  }

  boolean contains(String id) {
    return classified.contains(id) || rejected.contains(id);
  }
}
