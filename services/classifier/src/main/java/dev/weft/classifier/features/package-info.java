/**
 * Features of images for trainings: those that versions compute when they answer, and those of
 * labeled images, which are computed in idle time.
 */
package dev.weft.classifier.features;
