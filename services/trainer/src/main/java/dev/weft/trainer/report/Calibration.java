package dev.weft.trainer.report;

import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.Evaluation.Bin;
import java.util.List;

/**
 * How the version's probabilities were calibrated, with figures before and after. Measured on the
 * images that the version is evaluated on, none of which the temperature was fitted to.
 *
 * @param temperature by which logits are divided; already folded into the published head
 * @param images number of images that it was fitted to
 * @param fittedTo {@link #VALIDATION} or {@link #CROSS_VALIDATION}
 * @param errorBefore expected calibration error without it
 * @param errorAfter with it
 * @param lossBefore mean cross-entropy without it
 * @param lossAfter with it
 * @param before bins without it; those with it are in the version's evaluation
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
  /** Fitted to the validation images. */
  public static final String VALIDATION = "validation images";

  /** Fitted to the answers for held-out images; each fold is scaled by the others. */
  public static final String CROSS_VALIDATION = "cross-validation";

  public Calibration {
    before = List.copyOf(before);
  }

  /** Compares the same answers before and after calibration. */
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
