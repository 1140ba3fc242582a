package dev.weft.trainer.run.files;

import dev.weft.events.ModelRef;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.report.TriedBase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a training is to do, decided once when it begins.
 *
 * @param trainingId which
 * @param model the model's name
 * @param serving the version that serves, which the new one is judged against; 0 if there is none
 * @param parent the version that the new one follows; 0 if it is the first
 * @param base the version whose base training starts from
 * @param baseModel whose version {@code base} is; null for the model's own
 * @param tried bases that it might have started from, the best first; empty where that was said
 * @param dataset the named data set that it is on; null for the labels that there are
 * @param recipe with a value for everything
 * @param sameAs other requests for the same work that were waiting: they end as this one does
 * @param labels the position in the labels' topic up to which labels are used
 * @param traces of the newest labels that it is the first to learn from; none where nobody traces
 * @param dropClasses classes that the new version is not to know
 * @param startedAt when it began
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
    // Plans of older trainers say nothing of these.
    tried = tried == null ? List.of() : List.copyOf(tried);
    traces = traces == null ? List.of() : List.copyOf(traces);
    dropClasses = dropClasses == null ? List.of() : List.copyOf(dropClasses);
    Objects.requireNonNull(startedAt, "startedAt");
  }

  /** Whether the model has no version yet. */
  public boolean isFirst() {
    return serving == 0;
  }

  /** What training starts from. */
  public ModelRef from() {
    return new ModelRef(baseModel == null ? model : baseModel, base);
  }

  /** What the new version follows: a version of its model, or what the first one starts from. */
  public ModelRef follows() {
    return isFirst() ? from() : new ModelRef(model, parent);
  }
}
