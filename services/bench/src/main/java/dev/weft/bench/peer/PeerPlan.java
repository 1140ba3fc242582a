package dev.weft.bench.peer;

/**
 * Sizes of a comparison.
 *
 * @param images images of each round at full load
 * @param singles images of each round one at a time
 * @param warmUp images before, which are not measured
 * @param unanswered largest number of images without an answer at full load
 * @param batch the largest batch of both
 * @param rounds number of starts of each
 */
record PeerPlan(int images, int singles, int warmUp, int unanswered, int batch, int rounds) {}
