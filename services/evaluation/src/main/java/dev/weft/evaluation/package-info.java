/**
 * What a version answered of images that were held out of its training, and the metrics that follow
 * from it: precision, recall and F1 by confidence threshold, precision-recall curves, confusion
 * matrices, slices by tag, and two versions compared on the same images.
 */
package dev.weft.evaluation;
