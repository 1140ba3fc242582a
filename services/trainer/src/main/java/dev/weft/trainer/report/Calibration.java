package dev.weft.trainer.report;

import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.Evaluation.Bin;
import java.util.List;

/**
 * How the version's probabilities were scaled so that they mean what they say, and what they were
 * before. Judged by the images that judge the version, none of which the scaling was fitted to.
 *
 * @param temperature by which logits are divided, in the published head already
 * @param images that it was fitted to
 * @param fittedTo {@link #VALIDATION} or {@link #CROSS_VALIDATION}
 * @param errorBefore expected calibration error without it
 * @param errorAfter with it
 * @param lossBefore mean cross-entropy without it
 * @param lossAfter with it
 * @param before bins without it; those with it stand in the version's evaluation
 */
public record Calibration(
    double temperature,
    int images,
    String fittedTo,
    double errorBefore,
    double errorAfter,
    double lossBefore,
    double lossAfter,
    List<Bin> before) {
  /** By the images that end a phase. */
  public static final String VALIDATION = "validation images";

  /** By what was said of each image while it was held back; each fold is scaled by the others. */
  public static final String CROSS_VALIDATION = "cross-validation";

  public Calibration {
    before = List.copyOf(before);
  }

  /** Compares the same answers before and after. */
  public static Calibration of(
      double temperature, int images, String fittedTo, Evaluation before, Evaluation after) {
    return new Calibration(
        temperature,
        images,
        fittedTo,
        before.calibrationError(),
        after.calibrationError(),
        before.loss(),
        after.loss(),
        before.calibration());
  }
}
