package dev.weft.classifier.inflight;

import dev.weft.events.image.FeatureSketch;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.Timings;
import dev.weft.events.image.Uncertainty;
import dev.weft.events.model.ServingRole;
import dev.weft.modelstore.reference.FeatureProjection;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.engine.MeasuredOutput;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Validated result of running a version on images: as many rows as images, with a finite logit for
 * each class.
 *
 * @param model that ran
 * @param role of the version
 * @param logits a row for each image
 * @param bins of each image's pooled features; empty if the version has no reference of them
 * @param scores of each image, how much it differs from the training images; empty if the version
 *     has no such score
 * @param sketches of each image's pooled features; empty if the version does not answer here, or
 *     its features were not requested
 * @param features pooled, of each image; empty rows if they were not requested
 * @param seconds duration of the run, without the wait for other calls on the same cores
 */
@SuppressWarnings("ArrayRecordComponent")
public record Inference(
    ServingModel model,
    ServingRole role,
    float[][] logits,
    List<List<Integer>> bins,
    List<Double> scores,
    List<FeatureSketch> sketches,
    float[][] features,
    double seconds) {

  /**
   * Runs a version once. Requests features only if they are used.
   *
   * @param images in the layout of {@link dev.weft.xception.engine.Engine#infer}
   * @throws EngineException if the engine fails, or does not return a finite logit for each class
   *     of each image
   */
  public static Inference run(ServingModel model, ServingRole role, FloatBuffer images, int n) {
    return run(model, role, images, n, model.needsFeatures());
  }

  /**
   * The same.
   *
   * @param withFeatures whether to request features; necessary if the version needs them
   */
  public static Inference run(
      ServingModel model, ServingRole role, FloatBuffer images, int n, boolean withFeatures) {
    MeasuredOutput measured = model.engine().measure(images, n, withFeatures);
    EngineOutput answers = measured.output();
    if (answers.logits().length != n || answers.features().length != n) {
      throw new EngineException(
          "the engine returned %d predictions and %d rows of features for %d images"
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
        answers.features(),
        measured.seconds());
  }

  private static List<Double> scores(ServingModel model, float[][] features) {
    return model.uncertainty().hasScore()
        ? Stream.of(features).map(model.uncertainty()::score).toList()
        : List.of();
  }

  private static List<FeatureSketch> sketches(
      ServingModel model, ServingRole role, float[][] features) {
    return role == ServingRole.SHADOW || !model.needsFeatures()
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
          "the engine returned " + row.length + " logits for " + classes + " classes");
    }
    for (float logit : row) {
      if (!Float.isFinite(logit)) {
        throw new EngineException("the engine returned the logit " + logit);
      }
    }
  }

  /** The uncertainty of the answer for one of the images; null if answers have none. */
  public Uncertainty uncertainty(int index) {
    return model.uncertainty().isReported()
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
