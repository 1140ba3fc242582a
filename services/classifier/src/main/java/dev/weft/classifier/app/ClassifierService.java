package dev.weft.classifier.app;

import dev.weft.classifier.inference.RequestLimits;
import dev.weft.classifier.pipeline.DirectImages;
import dev.weft.classifier.pipeline.Models;
import dev.weft.classifier.pipeline.Pipeline;
import dev.weft.classifier.pipeline.PipelineListener;
import dev.weft.classifier.pipeline.PipelineStatus;
import dev.weft.classifier.pipeline.ServingModel;
import dev.weft.classifier.serving.HeldVersions;
import dev.weft.classifier.serving.ModelSource;
import dev.weft.classifier.serving.ModelState;
import dev.weft.classifier.serving.NewestVersions;
import dev.weft.classifier.serving.ReplicaStatus;
import dev.weft.events.cdi.Brokers;
import dev.weft.events.kafka.EventCodec;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReaders;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The classifier's life: a model is loaded first, then the pipeline joins its group; at the end the
 * other way round. What it is doing is for health checks and whoever composes it.
 */
@Singleton
public class ClassifierService {

  private final ClassifierConfig config;
  private final StoreConfig storeConfig;
  private final Map<String, String> kafka;
  private final ObjectStore store;
  private final EventCodec codec;
  private final PipelineListener listener;
  private final HeldVersions held = new HeldVersions();
  private final ModelSource source;
  private final RequestLimits limits;
  private Pipeline pipeline;
  private boolean stopped;

  @Inject
  ClassifierService(
      ClassifierConfig config,
      StoreConfig storeConfig,
      Brokers brokers,
      ObjectStore store,
      ModelStore models,
      EventCodec codec,
      Metrics metrics) {
    this.config = config;
    this.storeConfig = storeConfig;
    this.kafka = texts(brokers.config());
    this.store = store;
    this.codec = codec;
    this.listener = metrics;
    this.source = source(models);
    this.limits = Defaults.inference(config);
    metrics.watch(this);
  }

  private ModelSource source(ModelStore models) {
    var choice = Defaults.model(config);
    return Defaults.followsRollout(config)
        ? new RolloutReplica(config, choice, kafka, models, codec, held, this::begin)
        : new NewestVersions(models, choice, this::serve);
  }

  private static Map<String, String> texts(Map<String, Object> config) {
    Map<String, String> texts = new HashMap<>();
    config.forEach((key, value) -> texts.put(key, value.toString()));
    return texts;
  }

  void onStart(@Observes StartupEvent event) {
    if (config.enabled()) {
      source.start();
    }
  }

  private void serve(ServingModel model) {
    held.become(model);
    begin(model);
  }

  private synchronized void begin(ServingModel model) {
    if (pipeline == null && !stopped) {
      int cores = Runtime.getRuntime().availableProcessors();
      var settings = Defaults.pipeline(config, storeConfig.bucket(), kafka, model, cores);
      var decoding = new DecodeLimits(settings.work().maxImageBytes(), config.maxPixels());
      var tools = new Pipeline.Tools(store, ImageReaders.create(decoding), held, codec);
      pipeline = new Pipeline(settings, tools, listener);
      pipeline.start();
    }
  }

  void onStop(@Observes ShutdownEvent event) {
    if (config.enabled()) {
      source.close();
    }
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

  /** Whether this process is to classify at all. */
  public boolean isEnabled() {
    return config.enabled();
  }

  /** How far the model is. */
  public ModelState model() {
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

  /** What a request may hold that wants an answer without Kafka. */
  public RequestLimits limits() {
    return limits;
  }

  /** The versions that take part. */
  public Models versions() {
    return held;
  }

  /** Takes images that a client waits for; empty until a model serves. */
  public synchronized Optional<DirectImages> direct() {
    return Optional.ofNullable(pipeline).map(Pipeline::direct);
  }

  /** How the pipeline is; empty until a model serves. */
  public synchronized Optional<PipelineStatus> pipeline() {
    return Optional.ofNullable(pipeline).map(Pipeline::status);
  }
}
