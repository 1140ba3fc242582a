package dev.weft.classifier.inflight;

import dev.weft.events.image.FeatureSketch;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.Timings;
import dev.weft.events.image.Uncertainty;
import dev.weft.events.model.Role;
import dev.weft.modelstore.reference.FeatureProjection;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineOutput;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a model said of some images, checked: as many rows as images, a finite logit for each class.
 *
 * @param model that ran
 * @param role it had
 * @param logits a row for each image
 * @param bins of each image's pooled features; empty if the model has no reference of them
 * @param scores of each image, how unlike it is to what the model learned from; empty if the model
 *     has no such score
 * @param sketches of each image's pooled features; empty if the model answers nobody here, or its
 *     features were not asked for
 * @param seconds the run took
 */
@SuppressWarnings("ArrayRecordComponent")
public record Inference(
    ServingModel model,
    Role role,
    float[][] logits,
    List<List<Integer>> bins,
    List<Double> scores,
    List<FeatureSketch> sketches,
    double seconds) {

  /**
   * Runs a model, once. Features are asked for only where something is made of them.
   *
   * @param images as {@link dev.weft.xception.engine.Engine#infer} takes them
   * @throws EngineException if it fails, or answers with anything but a finite logit for each class
   *     of each image
   */
  public static Inference run(ServingModel model, Role role, FloatBuffer images, int n) {
    long started = System.nanoTime();
    EngineOutput answers =
        model.needsFeatures()
            ? model.engine().inferWithFeatures(images, n)
            : new EngineOutput(model.engine().infer(images, n), new float[n][]);
    double seconds = Seconds.since(started);
    if (answers.logits().length != n || answers.features().length != n) {
      throw new EngineException(
          "the engine gave %d answers and %d rows of features for %d images"
              .formatted(answers.logits().length, answers.features().length, n));
    }
    for (float[] row : answers.logits()) {
      check(row, model.classes().size());
    }
    return new Inference(
        model,
        role,
        answers.logits(),
        bins(model, answers.features()),
        scores(model, answers.features()),
        sketches(model, role, answers.features()),
        seconds);
  }

  private static List<Double> scores(ServingModel model, float[][] features) {
    return model.uncertainty().hasScore()
        ? Stream.of(features).map(model.uncertainty()::score).toList()
        : List.of();
  }

  private static List<FeatureSketch> sketches(ServingModel model, Role role, float[][] features) {
    return role == Role.SHADOW || !model.needsFeatures()
        ? List.of()
        : model
            .projection()
            .map(projection -> Stream.of(features).map(row -> sketch(projection, row)).toList())
            .orElse(List.of());
  }

  private static FeatureSketch sketch(FeatureProjection projection, float[] features) {
    return FeatureSketch.of(projection.space(), projection.sketch(features));
  }

  private static List<List<Integer>> bins(ServingModel model, float[][] features) {
    return model
        .binning()
        .map(binning -> Stream.of(features).map(binning::bins).toList())
        .orElse(List.of());
  }

  private static void check(float[] row, int classes) {
    if (row.length != classes) {
      throw new EngineException(
          "the engine gave " + row.length + " logits for " + classes + " classes");
    }
    for (float logit : row) {
      if (!Float.isFinite(logit)) {
        throw new EngineException("the engine gave " + logit + " for a logit");
      }
    }
  }

  /** How far the answer for one of the images is to be relied on; null if nothing is said. */
  public Uncertainty uncertainty(int index) {
    return model.uncertainty().isSaid()
        ? uncertainty(index, TopLabels.of(logits[index], model.classes(), 1).get(0))
        : null;
  }

  private Uncertainty uncertainty(int index, Prediction best) {
    return model.uncertainty().of(best, scores.isEmpty() ? null : scores.get(index));
  }

  /** The event for one of the images. */
  public ImageClassified event(
      int index,
      InFlightImage inFlight,
      ObjectRef object,
      DecodedImage.Spent spent,
      int topLabels,
      Instant now) {
    var uploaded = inFlight.event();
    List<Prediction> labels = TopLabels.of(logits[index], model.classes(), topLabels);
    return new ImageClassified(
        uploaded.imageId(),
        object,
        model.ref(),
        role,
        labels,
        model.engine().info().name(),
        new Timings(spent.queue(), spent.fetch(), spent.decode(), seconds),
        uploaded.uploadedAt(),
        now,
        uploaded.tags(),
        bins.isEmpty() ? null : bins.get(index),
        uncertainty(index, labels.get(0)),
        sketches.isEmpty() ? null : sketches.get(index));
  }
}
