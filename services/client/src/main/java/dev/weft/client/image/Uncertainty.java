package dev.weft.client.image;

import java.util.List;

/**
 * How far an answer is to be relied on, by the rules that its version came with.
 *
 * @param reasons why the answer is uncertain, such as {@code low_confidence} or {@code
 *     unlike_training_data}; empty if it is not
 * @param outlierScore how unlike the image is to what the version learned from: the higher, the
 *     more unlike. Comparable within a version only; null if the version has no such score
 */
public record Uncertainty(List<String> reasons, Double outlierScore) {}
