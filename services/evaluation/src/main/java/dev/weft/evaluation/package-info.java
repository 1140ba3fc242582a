/**
 * A version's answers for images that were held out of its training, and metrics computed from
 * them: precision, recall and F1 by confidence threshold, precision-recall curves, confusion
 * matrices, slices by tag, and comparisons of two versions on the same images.
 */
package dev.weft.evaluation;
