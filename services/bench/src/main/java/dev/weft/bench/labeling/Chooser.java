package dev.weft.bench.labeling;

/** Strategies for choosing the images that are labeled next. */
enum Chooser {
  /** Images are chosen in random order. */
  RANDOM("at random"),
  /** The scores of the label queue only: highest scores first. */
  SCORES("by score alone"),
  /** The label queue. */
  QUEUE("by the queue");

  private final String words;

  Chooser(String words) {
    this.words = words;
  }

  /** Description for people. */
  String words() {
    return words;
  }
}
