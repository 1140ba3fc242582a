package dev.weft.trainer.report;

import dev.weft.trainer.evaluate.Evaluation;
import java.util.Objects;

/**
 * A version and its evaluation; all versions are evaluated on the same images.
 *
 * @param name {@link #SERVING}, {@link #FROZEN_HEAD} or {@link #FINE_TUNED}
 * @param version its number; null if it has none yet
 * @param evaluation of its answers
 */
public record Judged(String name, Integer version, Evaluation evaluation) {
  /** The version that served when the training started. */
  public static final String SERVING = "serving";

  /** The result of the freeze phase. */
  public static final String FROZEN_HEAD = "frozen head";

  /** The result of the fine-tune phase. */
  public static final String FINE_TUNED = "fine-tuned";

  public Judged {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(evaluation, "evaluation");
  }

  /** Returns the title in pictures. */
  public String title() {
    return version == null ? name : name + " (v" + version + ")";
  }
}
