package dev.weft.client.image;

import java.time.Instant;
import java.util.List;

/**
 * A version's prediction for an image.
 *
 * @param model the version that answered
 * @param role the version's role for this image
 * @param labels most probable first
 * @param engine such as {@code onnx-cpu}
 * @param timings time spent by stage
 * @param classifiedAt when the image was classified
 * @param uncertainty whether the answer is uncertain, and why; null if the version has no rules for
 *     it
 */
public record ImagePrediction(
    ModelRef model,
    ServingRole role,
    List<Prediction> labels,
    String engine,
    Timings timings,
    Instant classifiedAt,
    Uncertainty uncertainty) {}
