package dev.weft.gateway.rollouts;

import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.Moments;
import java.time.Instant;

/**
 * What is kept of a measurement.
 *
 * @param to end of the window
 * @param measuredAt when it was made
 * @param images that were classified
 * @param failures of the engine
 * @param rejections while images were prepared
 * @param inferSeconds of the engine's runs
 * @param endToEndSeconds from upload to answer
 * @param confidence probability of the predicted label
 * @param entropy in nats
 * @param agreed with another version, of the images that both classified
 * @param right of the images that people have labeled
 * @param labeledAtRandom confidences of those of these that were drawn at random to be labeled
 * @param labeledOtherwise confidences of the others
 */
record Window(
    Instant to,
    Instant measuredAt,
    long images,
    long failures,
    long rejections,
    Latencies inferSeconds,
    Latencies endToEndSeconds,
    Moments confidence,
    Moments entropy,
    Share agreed,
    Share right,
    LabeledConfidence labeledAtRandom,
    LabeledConfidence labeledOtherwise) {

  static Window of(ModelMeasured event) {
    return new Window(
        event.to(),
        event.measuredAt(),
        event.images(),
        event.failures(),
        event.rejections(),
        new Latencies(event.inferSeconds().histogram()),
        new Latencies(event.endToEndSeconds().histogram()),
        event.confidence(),
        event.entropy(),
        new Share(event.agreed(), event.compared()),
        new Share(event.right(), event.labeled()),
        event.labeledAtRandom(),
        event.labeledOtherwise());
  }
}
