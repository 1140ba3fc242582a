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
 * One model that this process serves: a version is loaded first, then its pipeline joins a group of
 * its own; at the end the other way round. Thread-safe.
 */
public final class ModelService {

  private final String name;
  private final LoadedModels held;
  private final ModelSource source;
  private final Function<ServingModel, Pipeline> pipelines;
  private Pipeline pipeline;
  private boolean stopped;

  /**
   * @param held takes the versions in that {@code sources} loads
   * @param sources makes what loads versions; it tells what it is given of each that begins to
   *     serve
   * @param pipelines makes the pipeline, once a version serves
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

  /** Takes in the newest state of the model's rollout. */
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

  /** How far the model is. */
  public LoadingState state() {
    return source.state();
  }

  /** What it has of what the model's rollout asks for; empty if it follows none. */
  public Optional<ReplicaStatus> replica() {
    return source instanceof RolloutReplica replica
        ? Optional.of(replica.status())
        : Optional.empty();
  }

  /** What loaded versions hold of memory, roughly. */
  public long modelBytes() {
    return held.residentBytes();
  }

  /** The versions that take part. */
  public Models versions() {
    return held;
  }

  /** Takes images that a client waits for; empty until a version serves. */
  public synchronized Optional<SynchronousInference> direct() {
    return Optional.ofNullable(pipeline).map(Pipeline::direct);
  }

  /** What somebody must mend at the store, which is asked now; empty until a version serves. */
  public Optional<String> storeProblem() {
    Optional<Pipeline> now;
    synchronized (this) {
      now = Optional.ofNullable(pipeline);
    }
    return now.flatMap(Pipeline::storeProblem);
  }

  /** How the pipeline is; empty until a version serves. */
  public synchronized Optional<PipelineStatus> pipeline() {
    return Optional.ofNullable(pipeline).map(Pipeline::status);
  }
}
