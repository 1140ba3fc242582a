/**
 * Rules for uncertain answers: a version's outlier score, and thresholds derived from its own
 * held-out images.
 */
package dev.weft.modelstore.uncertainty;
