/**
 * From labels to a data set: which image trains, which validates, which tests, and which is left
 * out and why. Plain values; nothing here reads an image.
 */
package dev.weft.trainer.dataset;
