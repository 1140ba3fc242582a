package dev.weft.bench.labeling;

/**
 * Accuracy of a version on the evaluation images.
 *
 * @param labels number of its training labels
 * @param accuracy share of correctly classified images, 0..1
 * @param balanced mean recall of the classes, 0..1
 * @param rarest recall of the rarest class, 0..1
 */
record Score(int labels, double accuracy, double balanced, double rarest) {}
