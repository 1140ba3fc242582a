package dev.weft.client.image;

import java.util.List;

/**
 * What of an image speaks for a label. The map is as large as the network's last layer, such as
 * {@code [10][10]}, and covers the whole image.
 *
 * @param id of the image
 * @param model the version that is explained
 * @param label that is explained
 * @param logit the map's mean, and the bias
 * @param probability of the label, 0..1
 * @param predicted the version's most probable label, which may be another
 * @param bias what the label has before anything is seen, in logits
 * @param map row by row, in logits: what speaks for the label; below 0, against it
 * @param shares each position's part of what speaks for the label, 1 in all
 */
public record Explanation(
    String id,
    ModelRef model,
    String label,
    double logit,
    double probability,
    Prediction predicted,
    double bias,
    List<List<Float>> map,
    List<List<Double>> shares) {}
