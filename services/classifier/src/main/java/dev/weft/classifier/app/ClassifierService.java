package dev.weft.classifier.app;

import dev.weft.classifier.features.FeatureStage;
import dev.weft.classifier.inflight.AnsweredFeatures;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.loadcheck.LoadGuard;
import dev.weft.classifier.pipeline.Pipeline;
import dev.weft.classifier.pipeline.ProcessPipelines;
import dev.weft.classifier.protocol.RequestLimits;
import dev.weft.classifier.serving.LoadedModels;
import dev.weft.classifier.serving.ModelSource;
import dev.weft.classifier.serving.NewestVersions;
import dev.weft.classifier.serving.SharedMemory;
import dev.weft.classifier.serving.SharedTopicRouting;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReaders;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Life cycle of the classifier: its models, each with its versions, a pipeline and a consumer group
 * of its own. Exposes their status to health checks and to the process that embeds it.
 */
@Singleton
public class ClassifierService {

  private final ClassifierConfig config;
  private final StoreConfig storeConfig;
  private final Map<String, String> kafka;
  private final ObjectStore store;
  private final ModelStore models;
  private final EventCodec codec;
  private final Metrics metrics;
  private final RequestLimits limits;
  private final ProcessPipelines siblings;
  private final SharedMemory memory = new SharedMemory();
  private final LoadGuard guard;
  private final RolloutStates states;
  private final Map<String, ModelService> services = new ConcurrentHashMap<>();
  private final Collection<FeatureStage> features = new ConcurrentLinkedQueue<>();
  private boolean running;

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
    this.models = models;
    this.codec = codec;
    this.metrics = metrics;
    SettingLimits.require(config);
    this.limits = Defaults.inference(config);
    this.guard = Defaults.loading(config);
    this.siblings = new ProcessPipelines(config.maxFetched().asLongValue());
    String name = config.groupId() + "-" + config.instanceId() + "-rollouts";
    this.states = new RolloutStates(kafka, name, codec, this::accept);
    Defaults.models(config).forEach(this::add);
  }

  private static Map<String, String> texts(Map<String, Object> config) {
    Map<String, String> texts = new HashMap<>();
    config.forEach((key, value) -> texts.put(key, value.toString()));
    return texts;
  }

  private void add(String model) {
    var held = new LoadedModels();
    memory.add(held);
    var service =
        new ModelService(
            model,
            held,
            serves -> source(model, held, serves),
            first -> pipeline(model, held, first));
    metrics.watch(service);
    services.put(model, service);
  }

  private ModelSource source(String model, LoadedModels held, Consumer<ServingModel> serves) {
    var choice = Defaults.model(config, model);
    if (Defaults.followsRollout(config)) {
      var clients = new ReplicaClients(kafka, Defaults.groupId(config, model), config.instanceId());
      var around =
          new RolloutReplica.Surroundings(
              models, held, memory, guard, states::areCaughtUp, codec, clients);
      return new RolloutReplica(config, choice, around, serves);
    }
    return new NewestVersions(
        models,
        choice,
        memory,
        guard,
        version -> {
          held.become(version);
          serves.accept(version);
        });
  }

  private Pipeline pipeline(String model, LoadedModels held, ServingModel first) {
    int cores = Runtime.getRuntime().availableProcessors();
    var settings = Defaults.pipeline(config, model, storeConfig.bucket(), kafka, first, cores);
    var decoding =
        new DecodeLimits(
            settings.work().maxImageBytes(), config.maxPixels(), config.maxDecodeTime());
    boolean isDefault = model.equals(config.model());
    var routing = new SharedTopicRouting(model, isDefault, states::know, models);
    var reader = ImageReaders.create(decoding);
    var stage = features(model, held, reader);
    var answered = stage.map(FeatureStage::answered).orElse(AnsweredFeatures.NONE);
    var tools = new Pipeline.Tools(store, reader, held, codec, routing, siblings, answered);
    var pipeline = new Pipeline(settings, tools, metrics.of(settings.groupId()));
    // Only now: without a pipeline all of this is tried again.
    stage.ifPresent(features::add);
    stage.ifPresent(FeatureStage::start);
    return pipeline;
  }

  private Optional<FeatureStage> features(String model, LoadedModels held, ImageReader reader) {
    if (!config.features().enabled()) {
      return Optional.empty();
    }
    var settings =
        new FeatureStage.Settings(
            kafka,
            storeConfig.bucket(),
            config.features().groupId(),
            Defaults.model(config, model),
            model.equals(config.model()),
            config.maxImage().asLongValue());
    var tools =
        new FeatureStage.Tools(store, models, held, memory, reader, codec, siblings::areIdle);
    return Optional.of(new FeatureStage(settings, tools, metrics));
  }

  /** Starts to serve a model that was unknown until now, unless the models are configured. */
  private synchronized void accept(RolloutChanged state) {
    if (!services.containsKey(state.model()) && running && config.models().isEmpty()) {
      add(state.model());
      services.get(state.model()).start();
    }
    model(state.model()).ifPresent(service -> service.accept(state));
  }

  void onStart(@Observes StartupEvent event) {
    if (config.enabled()) {
      synchronized (this) {
        running = true;
      }
      models().forEach(ModelService::start);
      if (Defaults.followsRollout(config)) {
        states.start();
      }
    }
  }

  void onStop(@Observes ShutdownEvent event) {
    synchronized (this) {
      running = false;
    }
    if (config.enabled() && Defaults.followsRollout(config)) {
      states.close();
    }
    features.parallelStream().forEach(FeatureStage::close);
    models().parallelStream().forEach(ModelService::stop);
  }

  /** Whether this process classifies images at all. */
  public boolean isEnabled() {
    return config.enabled();
  }

  /** The models that this process serves; the default model is the first if it is among them. */
  public List<ModelService> models() {
    return services.values().stream()
        .sorted(
            Comparator.comparing((ModelService service) -> !service.name().equals(config.model()))
                .thenComparing(ModelService::name))
        .toList();
  }

  /** A model that this process serves; empty if it does not serve one of that name. */
  public Optional<ModelService> model(String name) {
    return Optional.ofNullable(services.get(name));
  }

  /** Limits of a synchronous request. */
  public RequestLimits limits() {
    return limits;
  }
}
