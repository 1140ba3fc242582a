/**
 * Collects images into batches, runs them, and bisects a failing batch to find the image at fault.
 */
package dev.weft.classifier.batch;
