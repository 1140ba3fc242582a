/**
 * Data that passes through a pipeline, independent of its stages: images in flight and their
 * outcomes, the tensors and leased versions that they hold, and the results of inference.
 */
package dev.weft.classifier.inflight;
