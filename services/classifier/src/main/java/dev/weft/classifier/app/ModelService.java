package dev.weft.classifier.app;

import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.pipeline.Pipeline;
import dev.weft.classifier.pipeline.PipelineStatus;
import dev.weft.classifier.serving.LoadedModels;
import dev.weft.classifier.serving.LoadingState;
import dev.weft.classifier.serving.ModelSource;
import dev.weft.classifier.serving.ReplicaStatus;
import dev.weft.classifier.synchronous.SynchronousInference;
import dev.weft.events.rollout.RolloutChanged;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One model that this process serves: loads a version first, then its pipeline joins a group of its
 * own; stops in the reverse order. Thread-safe.
 */
public final class ModelService {

  private final String name;
  private final LoadedModels held;
  private final ModelSource source;
  private final Function<ServingModel, Pipeline> pipelines;
  private Pipeline pipeline;
  private boolean stopped;

  /**
   * @param held receives the versions that {@code sources} loads
   * @param sources creates the source of versions, which calls its argument with each version that
   *     begins to serve
   * @param pipelines creates the pipeline, once a version serves
   */
  ModelService(
      String name,
      LoadedModels held,
      Function<Consumer<ServingModel>, ModelSource> sources,
      Function<ServingModel, Pipeline> pipelines) {
    this.name = name;
    this.held = held;
    this.pipelines = pipelines;
    this.source = sources.apply(this::begin);
  }

  public void start() {
    source.start();
  }

  private synchronized void begin(ServingModel first) {
    if (pipeline == null && !stopped) {
      pipeline = pipelines.apply(first);
      pipeline.start();
    }
  }

  /** Processes the newest state of the model's rollout. */
  public void accept(RolloutChanged state) {
    if (source instanceof RolloutReplica replica) {
      replica.accept(state);
    }
  }

  void stop() {
    source.close();
    Pipeline last;
    synchronized (this) {
      stopped = true;
      last = pipeline;
    }
    if (last != null) {
      last.close();
    }
    held.close();
  }

  /** The model's name. */
  public String name() {
    return name;
  }

  /** Loading state of the model. */
  public LoadingState state() {
    return source.state();
  }

  /** Status with respect to the model's rollout; empty if it does not follow one. */
  public Optional<ReplicaStatus> replica() {
    return source instanceof RolloutReplica replica
        ? Optional.of(replica.status())
        : Optional.empty();
  }

  /** Approximate memory of loaded versions, in bytes. */
  public long modelBytes() {
    return held.residentBytes();
  }

  /** The versions that classify images. */
  public Models versions() {
    return held;
  }

  /** Synchronous inference; empty until a version serves. */
  public synchronized Optional<SynchronousInference> direct() {
    return Optional.ofNullable(pipeline).map(Pipeline::direct);
  }

  /**
   * A problem of the store that needs an operator's action; queries the store now. Empty if there
   * is none, or until a version serves.
   */
  public Optional<String> storeProblem() {
    Optional<Pipeline> now;
    synchronized (this) {
      now = Optional.ofNullable(pipeline);
    }
    return now.flatMap(Pipeline::storeProblem);
  }

  /** Status of the pipeline; empty until a version serves. */
  public synchronized Optional<PipelineStatus> pipeline() {
    return Optional.ofNullable(pipeline).map(Pipeline::status);
  }
}
