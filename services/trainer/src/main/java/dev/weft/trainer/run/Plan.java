package dev.weft.trainer.run;

import dev.weft.trainer.recipe.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a training is to do, decided once when it begins.
 *
 * @param trainingId which
 * @param model the model's name
 * @param serving the version that serves, which the new one is judged against
 * @param parent the version that the new one follows
 * @param base the version whose base training starts from
 * @param recipe with a value for everything
 * @param sameAs other requests for the same work that were waiting: they end as this one does
 * @param labels the position in the labels' topic up to which labels are used
 * @param traces of the newest labels that it is the first to learn from; none where nobody traces
 * @param startedAt when it began
 */
record Plan(
    String trainingId,
    String model,
    int serving,
    int parent,
    int base,
    Recipe recipe,
    List<String> sameAs,
    Map<Integer, Long> labels,
    List<String> traces,
    Instant startedAt) {
  Plan {
    Objects.requireNonNull(trainingId, "trainingId");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(recipe, "recipe");
    sameAs = List.copyOf(sameAs);
    labels = Map.copyOf(labels);
    // Plans of older trainers say nothing of them.
    traces = traces == null ? List.of() : List.copyOf(traces);
    Objects.requireNonNull(startedAt, "startedAt");
  }
}
