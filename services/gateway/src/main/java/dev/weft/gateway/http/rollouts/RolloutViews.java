package dev.weft.gateway.http.rollouts;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.gateway.rollouts.MeasuredWindows;
import dev.weft.gateway.rollouts.RolloutFeed;
import dev.weft.gateway.rollouts.Rollouts;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.kafka.read.LiveReplicas;
import dev.weft.rolloutrules.OrderRules;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads rollouts for the API. Thread-safe. */
@Singleton
public final class RolloutViews {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Rollouts rollouts;
  private final LiveReplicas replicas;
  private final MeasuredWindows measurements;
  private final RolloutFeed feed;
  private final PublishedModels models;

  RolloutViews(
      Rollouts rollouts,
      LiveReplicas replicas,
      MeasuredWindows measurements,
      RolloutFeed feed,
      PublishedModels models) {
    this.rollouts = rollouts;
    this.replicas = replicas;
    this.measurements = measurements;
    this.feed = feed;
    this.models = models;
  }

  /** All models that have a state. */
  public List<RolloutJson> all() {
    requireReady();
    return rollouts.all().stream().map(this::json).toList();
  }

  /** A model's state; empty if it has none. */
  public Optional<RolloutChanged> state(String model) {
    return rollouts.get(model);
  }

  /** A model's state, or throws the problem that it has none. */
  public RolloutChanged require(String model) {
    requireReady();
    return state(model)
        .orElseThrow(
            () ->
                ProblemKind.NO_ROLLOUT.exception(
                    "The model has no rollout state. It is created when a version is published"
                        + " while a rollout service is running; GET /v1/rollouts lists all"
                        + " states."));
  }

  public RolloutJson json(RolloutChanged state) {
    String model = state.model();
    return new RolloutJson(
        model,
        state.revision(),
        state.serving(),
        state.pinned(),
        state.aliases(),
        state.rollout(),
        droppedClasses(state),
        state.policy(),
        state.history(),
        state.cause(),
        state.changedAt(),
        replicas(model),
        orders(state),
        sinceExposure(state),
        lastHour(model),
        RolloutJson.Links.of(model));
  }

  /** A state in the form of the stream. */
  RolloutChangeJson change(RolloutChanged state) {
    return new RolloutChangeJson(state, droppedClasses(state), orders(state));
  }

  private List<String> droppedClasses(RolloutChanged state) {
    return state.rollout() == null || state.serving() == null
        ? List.of()
        : models.forgotten(state.model(), state.rollout().version(), state.serving());
  }

  /** The orders about versions that a state allows now. */
  Map<String, AllowanceJson> orders(RolloutChanged state) {
    List<Integer> published = models.numbers(state.model());
    return AllowanceJson.of(
        new OrderRules(state, published, replicas.live(state.model())), published);
  }

  public List<ReplicaJson> replicas(String model) {
    return replicas.of(model).stream().map(ReplicaJson::of).toList();
  }

  /**
   * Figures of each version since the rollout's current weight and shadow took effect; null without
   * a rollout.
   */
  FiguresJson sinceExposure(RolloutChanged state) {
    return state.rollout() == null ? null : since(state.model(), state.rollout().exposedAt());
  }

  public FiguresJson lastHour(String model) {
    return since(model, Instant.now().minus(HOUR));
  }

  private FiguresJson since(String model, Instant since) {
    return new FiguresJson(
        since,
        feed.hasFigures(),
        measurements.since(model, since).stream().map(VersionFiguresJson::of).toList());
  }

  private void requireReady() {
    if (!feed.isReady()) {
      throw new ViewsUnavailableException("the topics of rollouts are still being read");
    }
  }
}
