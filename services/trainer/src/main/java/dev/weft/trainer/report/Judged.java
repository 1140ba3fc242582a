package dev.weft.trainer.report;

import dev.weft.trainer.evaluate.Evaluation;
import java.util.Objects;

/**
 * A version and what it is worth on the test images, which are the same for all.
 *
 * @param name {@link #SERVING}, {@link #FROZEN_HEAD} or {@link #FINE_TUNED}
 * @param version its number; null of what has none yet
 * @param evaluation of its answers
 */
public record Judged(String name, Integer version, Evaluation evaluation) {
  /** The version that served when the training began. */
  public static final String SERVING = "serving";

  /** What the freeze phase made. */
  public static final String FROZEN_HEAD = "frozen head";

  /** What the fine-tune phase made. */
  public static final String FINE_TUNED = "fine-tuned";

  public Judged {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(evaluation, "evaluation");
  }

  /** For people, in pictures. */
  public String title() {
    return version == null ? name : name + " (v" + version + ")";
  }
}
