package dev.weft.bench.labeling;

/**
 * How well a version tells the images that judge.
 *
 * @param labels that it learned from
 * @param accuracy share of the images that is told right, 0..1
 * @param balanced mean over the classes of the share that is told right, 0..1
 * @param rarest share of the rarest class's images that is told right, 0..1
 */
record Score(int labels, double accuracy, double balanced, double rarest) {}
