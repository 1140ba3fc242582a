/** Fetches and decodes images into tensors, and finds out whose fault it is when that fails. */
package dev.weft.classifier.prepare;
