package dev.weft.gateway.rollouts;

import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.Moments;
import java.time.Instant;

/**
 * The part of a measurement that is kept.
 *
 * @param to end of the window
 * @param measuredAt when it was measured
 * @param images that were classified
 * @param failures of the engine
 * @param rejections while images were prepared
 * @param inferSeconds durations of the engine's runs
 * @param endToEndSeconds durations from upload to answer
 * @param confidence probability of the predicted label
 * @param entropy in nats
 * @param agreed share of the images that another version classified too with the same label
 * @param right share of the images that people have labeled with that label predicted
 * @param labeledAtRandom confidences of the labeled images that were drawn at random to be labeled
 * @param labeledOtherwise confidences of the other labeled images
 */
record Window(
    Instant to,
    Instant measuredAt,
    long images,
    long failures,
    long rejections,
    WindowLatencies inferSeconds,
    WindowLatencies endToEndSeconds,
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
        new WindowLatencies(event.inferSeconds().histogram()),
        new WindowLatencies(event.endToEndSeconds().histogram()),
        event.confidence(),
        event.entropy(),
        new Share(event.agreed(), event.compared()),
        new Share(event.right(), event.labeled()),
        event.labeledAtRandom(),
        event.labeledOtherwise());
  }
}
