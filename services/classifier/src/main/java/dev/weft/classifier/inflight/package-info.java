/**
 * What travels through a pipeline, and knows none of its stages: images in flight and what becomes
 * of them, the tensors and the leased versions that they hold, and what a version said of them.
 */
package dev.weft.classifier.inflight;
