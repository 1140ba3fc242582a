package dev.weft.client.image;

import java.util.List;

/**
 * Contribution of each part of an image to a label's logit (class activation map). The map has the
 * size of the network's last feature map, such as {@code [10][10]}, and covers the whole image.
 *
 * @param id the image's id
 * @param model the version whose prediction is explained
 * @param label the label that is explained
 * @param logit the label's logit: the map's mean plus the bias
 * @param probability the probability of the label, 0..1
 * @param predicted the version's most probable label, which may be another
 * @param bias the label's bias, in logits
 * @param map contributions by row and column, in logits; negative values speak against the label
 * @param shares each position's share of the positive contributions; they sum to 1
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
