/** When a version's answers are uncertain: its outlier score, and thresholds by its own images. */
package dev.weft.modelstore.uncertainty;
