package dev.weft.rollout.app;

import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.rollout.state.InProgress;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** Gauges of each model that this replica owns. A value of 0 means that there is none. */
final class ModelMeters {
  private final KeyedGauge<String> serving;
  private final KeyedGauge<String> candidate;
  private final KeyedGauge<String> weight;
  private final KeyedGauge<String> shadow;
  private final KeyedGauge<PhaseKey> phase;
  private final KeyedGauge<String> phaseSeconds;
  private final Map<String, Instant> phaseSince = new ConcurrentHashMap<>();
  private Collection<ModelState> shown = List.of();

  private record PhaseKey(String model, Phase phase) {}

  ModelMeters(MeterRegistry registry) {
    serving = gauge(registry, "weft.rollout.serving", "Version that is serving", null);
    candidate = gauge(registry, "weft.rollout.candidate", "Candidate version of the rollout", null);
    weight =
        gauge(
            registry,
            "weft.rollout.weight",
            "Percentage of images that the candidate answers",
            null);
    shadow =
        gauge(
            registry,
            "weft.rollout.shadow",
            "Percentage of images that the candidate classifies in shadow",
            null);
    phase =
        new KeyedGauge<>(
            registry,
            "weft.rollout.phase",
            "1 for the current phase of the rollout, otherwise 0",
            null,
            key -> tags(key.model()).and("phase", key.phase().code()));
    phaseSeconds =
        gauge(
            registry,
            "weft.rollout.phase.duration",
            "Time that the rollout has been in its current phase, or that no rollout has been in"
                + " progress",
            "seconds");
  }

  private static KeyedGauge<String> gauge(
      MeterRegistry registry, String name, String description, String unit) {
    return new KeyedGauge<>(registry, name, description, unit, ModelMeters::tags);
  }

  /** Records the time at which a phase begins. */
  void changed(ModelState before, ModelState after) {
    if (!phase(before).equals(phase(after))) {
      phaseSince.put(after.model(), Instant.now());
    }
  }

  /** Replaces the set of models that have gauges. */
  void show(Collection<ModelState> states) {
    if (states.equals(shown)) {
      return;
    }
    shown = List.copyOf(states);
    List<Served> served =
        shown.stream().filter(Served.class::isInstance).map(Served.class::cast).toList();
    rows(serving, served, state -> state.servingState().serving());
    rows(candidate, served, state -> state.candidate().orElse(0));
    rows(weight, served, state -> state instanceof InProgress u ? u.progress().weight() : 0);
    rows(shadow, served, state -> state instanceof InProgress u ? u.progress().shadow() : 0);
    phase.show(phases(served));
    phaseSince.keySet().retainAll(served.stream().map(Served::model).toList());
    showDurations(served);
  }

  private static void rows(
      KeyedGauge<String> gauge, List<Served> states, ToDoubleFunction<Served> figure) {
    Map<String, DoubleSupplier> rows = new HashMap<>();
    for (Served state : states) {
      double value = figure.applyAsDouble(state);
      rows.put(state.model(), () -> value);
    }
    gauge.show(rows);
  }

  private static Map<PhaseKey, DoubleSupplier> phases(List<Served> states) {
    Map<PhaseKey, DoubleSupplier> rows = new HashMap<>();
    for (Served state : states) {
      for (Phase one : Phase.values()) {
        double isIn = phase(state).filter(one::equals).isPresent() ? 1 : 0;
        rows.put(new PhaseKey(state.model(), one), () -> isIn);
      }
    }
    return rows;
  }

  private void showDurations(List<Served> states) {
    Map<String, DoubleSupplier> rows = new HashMap<>();
    for (Served state : states) {
      Instant since =
          phaseSince.computeIfAbsent(state.model(), model -> state.servingState().changedAt());
      rows.put(state.model(), () -> Duration.between(since, Instant.now()).toMillis() / 1e3);
    }
    phaseSeconds.show(rows);
  }

  private static Optional<Phase> phase(ModelState state) {
    return state instanceof InProgress underWay ? Optional.of(underWay.phase()) : Optional.empty();
  }

  private static Tags tags(String model) {
    return Tags.of("model", model);
  }
}
