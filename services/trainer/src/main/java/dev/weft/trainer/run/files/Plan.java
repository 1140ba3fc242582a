package dev.weft.trainer.run.files;

import dev.weft.events.ModelRef;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.report.TriedBase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The plan of a training, decided once at its start.
 *
 * @param trainingId the training's id
 * @param model the model's name
 * @param serving the serving version, which the new one is compared with; 0 if there is none
 * @param parent the parent of the new version; 0 if it is the first
 * @param base the version whose base the training starts from
 * @param baseModel the model of {@code base}; null for the trained model itself
 * @param tried the bases that were compared, best first; empty if the base was given
 * @param dataset the named data set; null for the model's labels
 * @param recipe the effective recipe
 * @param sameAs other queued requests for the same work, which are completed by this training
 * @param labels the position in the labels' topic up to which labels are used
 * @param traces {@code traceparent}s of the newest labels that are new in this training; empty
 *     without tracing
 * @param dropClasses classes to drop from the new version
 * @param startedAt when the training started
 */
public record Plan(
    String trainingId,
    String model,
    int serving,
    int parent,
    int base,
    String baseModel,
    List<TriedBase> tried,
    String dataset,
    Recipe recipe,
    List<String> sameAs,
    Map<Integer, Long> labels,
    List<String> traces,
    List<String> dropClasses,
    Instant startedAt) {
  public Plan {
    Objects.requireNonNull(trainingId, "trainingId");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(recipe, "recipe");
    sameAs = List.copyOf(sameAs);
    labels = Map.copyOf(labels);
    // Absent in plans of older trainers.
    tried = tried == null ? List.of() : List.copyOf(tried);
    traces = traces == null ? List.of() : List.copyOf(traces);
    dropClasses = dropClasses == null ? List.of() : List.copyOf(dropClasses);
    Objects.requireNonNull(startedAt, "startedAt");
  }

  /** Whether the model has no version yet. */
  public boolean isFirst() {
    return serving == 0;
  }

  /** Returns the version that the training starts from. */
  public ModelRef from() {
    return new ModelRef(baseModel == null ? model : baseModel, base);
  }

  /**
   * Returns the predecessor of the new version: a version of its model, or the base of a first
   * training.
   */
  public ModelRef follows() {
    return isFirst() ? from() : new ModelRef(model, parent);
  }
}
