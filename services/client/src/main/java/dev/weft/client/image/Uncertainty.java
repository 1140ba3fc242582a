package dev.weft.client.image;

import java.util.List;

/**
 * Whether an answer is uncertain, by the rules that were published with its version.
 *
 * @param reasons why the answer is uncertain, such as {@code low_confidence} or {@code
 *     unlike_training_data}; empty if it is not
 * @param outlierScore distance of the image from the version's training images: the higher, the
 *     less alike. Comparable within a version only; null if the version has no such score
 */
public record Uncertainty(List<String> reasons, Double outlierScore) {}
