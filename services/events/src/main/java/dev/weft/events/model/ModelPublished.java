package dev.weft.events.model;

import dev.weft.events.ModelRef;
import dev.weft.events.Require;
import dev.weft.events.TrainingId;
import dev.weft.events.WeftEvent;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A model version was published: it is in the store, complete and verified. Schema: {@code
 * model-published.v1}.
 *
 * @param model the version
 * @param classes its classes, in the order of its logits, at least one
 * @param parent the version that it was trained on from; null if there is none
 * @param trainingId the training that made it; null if none did, such as an import
 * @param metrics figures by name, such as {@code accuracy}; those that are not finite are left out
 * @param publishedAt when the version was published
 */
public record ModelPublished(
    ModelRef model,
    List<String> classes,
    Integer parent,
    String trainingId,
    Map<String, Double> metrics,
    Instant publishedAt)
    implements WeftEvent {

  public ModelPublished {
    Objects.requireNonNull(model, "model");
    classes = List.copyOf(classes);
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("classes must contain at least one class");
    }
    classes.forEach(name -> Require.text("a class", name, 1, Integer.MAX_VALUE));
    Require.atLeast("parent", parent, 1);
    if (trainingId != null) {
      TrainingId.require(trainingId);
    }
    TreeMap<String, Double> finite = new TreeMap<>(metrics == null ? Map.of() : metrics);
    finite.values().removeIf(value -> value == null || !Double.isFinite(value));
    finite.keySet().forEach(name -> Require.text("a metric's name", name, 1, 128));
    metrics = Collections.unmodifiableMap(finite);
    Require.moment("publishedAt", publishedAt);
  }

  @Override
  public String key() {
    return model.name();
  }

  @Override
  public Instant occurredAt() {
    return publishedAt;
  }

  @Override
  public String identity() {
    return model.toString();
  }
}
