package dev.weft.client.image;

import java.time.Instant;
import java.util.List;

/**
 * A version's answer to an image.
 *
 * @param model who answered
 * @param role what the version was for this image
 * @param labels most probable first
 * @param engine such as {@code onnx-cpu}
 * @param timings in seconds
 * @param classifiedAt when
 * @param uncertainty how far the answer is to be relied on; null if the version does not say
 */
public record ImagePrediction(
    ModelRef model,
    Role role,
    List<Prediction> labels,
    String engine,
    Timings timings,
    Instant classifiedAt,
    Uncertainty uncertainty) {}
