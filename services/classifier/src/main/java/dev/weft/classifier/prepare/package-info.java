/**
 * Fetches and decodes images into tensors, and attributes failures to the image, the store or the
 * machine.
 */
package dev.weft.classifier.prepare;
