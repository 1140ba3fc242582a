package dev.weft.classifier.app;

import dev.weft.classifier.pipeline.Pipeline;
import dev.weft.classifier.pipeline.PipelineListener;
import dev.weft.classifier.pipeline.PipelineStatus;
import dev.weft.classifier.pipeline.ServingModel;
import dev.weft.classifier.serving.ModelHolder;
import dev.weft.classifier.serving.ModelLoader;
import dev.weft.classifier.serving.ModelState;
import dev.weft.events.kafka.EventCodec;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReaders;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;

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
  private final ModelHolder holder = new ModelHolder();
  private final ModelLoader loader;
  private Pipeline pipeline;
  private boolean stopped;

  @Inject
  ClassifierService(
      ClassifierConfig config,
      StoreConfig storeConfig,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      ObjectStore store,
      ModelStore models,
      EventCodec codec,
      Metrics metrics) {
    this.config = config;
    this.storeConfig = storeConfig;
    this.kafka = connection(kafka);
    this.store = store;
    this.codec = codec;
    this.listener = metrics;
    this.loader = new ModelLoader(models, Defaults.model(config), this::serve);
    metrics.watch(this);
  }

  /** What every client needs to reach the brokers, and nothing that the pipeline sets itself. */
  private static Map<String, String> connection(Map<String, Object> kafka) {
    Map<String, String> connection = new HashMap<>();
    kafka.forEach(
        (key, value) -> {
          if (AdminClientConfig.configNames().contains(key)
              && !key.equals(CommonClientConfigs.CLIENT_ID_CONFIG)
              && value != null) {
            connection.put(key, value.toString());
          }
        });
    return connection;
  }

  void onStart(@Observes StartupEvent event) {
    if (config.enabled()) {
      loader.start();
    }
  }

  private synchronized void serve(ServingModel model) {
    holder.swap(model);
    if (pipeline == null && !stopped) {
      int cores = Runtime.getRuntime().availableProcessors();
      var settings = Defaults.pipeline(config, storeConfig.bucket(), kafka, model, cores);
      var limits = new DecodeLimits(settings.work().maxImageBytes(), config.maxPixels());
      var tools = new Pipeline.Tools(store, ImageReaders.create(limits), holder, codec);
      pipeline = new Pipeline(settings, tools, listener);
      pipeline.start();
    }
  }

  void onStop(@Observes ShutdownEvent event) {
    loader.close();
    Pipeline last;
    synchronized (this) {
      stopped = true;
      last = pipeline;
    }
    if (last != null) {
      last.close();
    }
    holder.close();
  }

  /** Whether this process is to classify at all. */
  public boolean isEnabled() {
    return config.enabled();
  }

  /** How far the model is. */
  public ModelState model() {
    return loader.state();
  }

  /** How the pipeline is; empty until a model serves. */
  public synchronized Optional<PipelineStatus> pipeline() {
    return Optional.ofNullable(pipeline).map(Pipeline::status);
  }
}
