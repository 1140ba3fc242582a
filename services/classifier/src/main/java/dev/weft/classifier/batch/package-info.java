/**
 * Gathers images into batches, runs them, and halves a batch to find the image that it fails on.
 */
package dev.weft.classifier.batch;
