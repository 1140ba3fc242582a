/**
 * From labels to a data set: which image is for training, validation or test, and which is left out
 * and why. Plain values; nothing here reads an image.
 */
package dev.weft.trainer.dataset;
