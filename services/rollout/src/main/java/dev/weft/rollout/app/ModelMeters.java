package dev.weft.rollout.app;

import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.rollout.state.InProgress;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** A row a model that is this replica's; 0 stands for none. */
final class ModelMeters {
  private final MultiGauge serving;
  private final MultiGauge candidate;
  private final MultiGauge weight;
  private final MultiGauge shadow;
  private final MultiGauge phase;
  private final MultiGauge phaseSeconds;
  private final Map<String, Instant> phaseSince = new ConcurrentHashMap<>();
  private Collection<ModelState> shown = List.of();

  ModelMeters(MeterRegistry registry) {
    serving = gauge(registry, "serving", "version that serves");
    candidate = gauge(registry, "candidate", "version that is rolled out");
    weight = gauge(registry, "weight", "per cent of the images that the candidate answers");
    shadow = gauge(registry, "shadow", "per cent of the images that the candidate shadows");
    phase = gauge(registry, "phase", "1 in the phase that the rollout is in");
    phaseSeconds =
        MultiGauge.builder("weft.rollout.phase.duration")
            .description("how long the rollout is in its phase, or that nothing is rolled out")
            .baseUnit("seconds")
            .register(registry);
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder("weft.rollout." + name).description(description).register(registry);
  }

  /** Notes when a phase begins. */
  void changed(ModelState before, ModelState after) {
    if (!phase(before).equals(phase(after))) {
      phaseSince.put(after.model(), Instant.now());
    }
  }

  /** Shows these models and no others. */
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
    phase.register(phases(served), true);
    phaseSince.keySet().retainAll(served.stream().map(Served::model).toList());
    phaseSeconds.register(served.stream().map(this::phaseRow).toList(), true);
  }

  private static void rows(MultiGauge gauge, List<Served> states, ToDoubleFunction<Served> figure) {
    List<Row<?>> rows = new ArrayList<>();
    for (Served state : states) {
      rows.add(Row.of(tags(state), figure.applyAsDouble(state)));
    }
    gauge.register(rows, true);
  }

  private static List<Row<?>> phases(List<Served> states) {
    List<Row<?>> rows = new ArrayList<>();
    for (Served state : states) {
      for (Phase one : Phase.values()) {
        boolean isIn = phase(state).filter(one::equals).isPresent();
        rows.add(Row.of(tags(state).and("phase", one.code()), isIn ? 1 : 0));
      }
    }
    return rows;
  }

  private Row<?> phaseRow(Served state) {
    Instant since =
        phaseSince.computeIfAbsent(state.model(), model -> state.servingState().changedAt());
    return Row.of(tags(state), () -> Duration.between(since, Instant.now()).toMillis() / 1e3);
  }

  private static Optional<Phase> phase(ModelState state) {
    return state instanceof InProgress underWay ? Optional.of(underWay.phase()) : Optional.empty();
  }

  private static Tags tags(Served state) {
    return Tags.of("model", state.model());
  }
}
