package dev.weft.bench.labeling;

/** Who chooses the images that are labeled next. */
enum Chooser {
  /** Nobody: they come in a random order. */
  RANDOM("at random"),
  /** The scores of the label queue alone: the most worth a label first. */
  SCORES("by score alone"),
  /** The label queue. */
  QUEUE("by the queue");

  private final String words;

  Chooser(String words) {
    this.words = words;
  }

  /** For people. */
  String words() {
    return words;
  }
}
