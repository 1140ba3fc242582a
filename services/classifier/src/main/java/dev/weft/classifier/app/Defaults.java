package dev.weft.classifier.app;

import com.sun.management.OperatingSystemMXBean;
import dev.weft.classifier.app.ClassifierConfig.Versions;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.loadcheck.LoadGuard;
import dev.weft.classifier.loadcheck.LoadHistory;
import dev.weft.classifier.loadcheck.LoadLimits;
import dev.weft.classifier.protocol.RequestLimits;
import dev.weft.classifier.serving.ModelChoice;
import dev.weft.classifier.settings.PipelineSettings;
import dev.weft.events.ModelName;
import dev.weft.events.catalog.ConsumerGroups;
import dev.weft.events.catalog.Topics;
import dev.weft.kafka.client.Backoff;
import dev.weft.xception.hardware.Processor;
import io.quarkus.runtime.configuration.MemorySize;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Derives settings from the configuration, replacing 0 by a default that suits the machine. */
final class Defaults {

  private static final int LEAST_IN_FLIGHT = 64;
  private static final int BATCHES_IN_FLIGHT = 8;

  private Defaults() {}

  /**
   * The models that are served from the start.
   *
   * @throws IllegalArgumentException if a model name is invalid, or one version is configured for
   *     several models
   */
  static List<String> models(ClassifierConfig config) {
    List<String> names = config.models().orElseGet(() -> List.of(config.model()));
    names.forEach(ModelName::require);
    if (config.version() > 0 && names.size() > 1) {
      throw new IllegalArgumentException(
          "weft.classifier.version=%d applies to a single model, but weft.classifier.models is %s"
              .formatted(config.version(), names));
    }
    return names.stream().distinct().toList();
  }

  /** The consumer group of a model. */
  static String groupId(ClassifierConfig config, String model) {
    return model.equals(config.model())
        ? config.groupId()
        : ConsumerGroups.of(config.groupId(), model);
  }

  static ModelChoice model(ClassifierConfig config, String model) {
    return new ModelChoice(
        model,
        config.version(),
        config.engine(),
        config.engineThreads(),
        config.maxBatch(),
        config.modelCache(),
        config.modelMemory().map(MemorySize::asLongValue).orElseGet(Defaults::halfOfMemory),
        config.maxModel().asLongValue(),
        config.modelCheck(),
        config.modelFollow());
  }

  /**
   * Protection of this process while it loads a version.
   *
   * @throws IllegalArgumentException if the limits are inconsistent; the message names the key
   */
  static LoadGuard loading(ClassifierConfig config) {
    var loading = config.loading();
    LoadLimits limits;
    try {
      limits =
          new LoadLimits(
              loading.check(),
              loading.timeout(),
              loading.heap().asLongValue(),
              loading.memory().map(MemorySize::asLongValue).orElse(0L),
              loading.attempts());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("weft.classifier.loading." + e.getMessage(), e);
    }
    String file = ".loads-" + URLEncoder.encode(config.instanceId(), StandardCharsets.UTF_8);
    Map<String, String> setting = new TreeMap<>();
    setting.put("engine", config.engine());
    setting.put("threads", Integer.toString(config.engineThreads()));
    setting.put("batch", Integer.toString(config.maxBatch()));
    setting.put("processor", Processor.description());
    setting.put("limits", limits.toString());
    return new LoadGuard(
        limits, LoadHistory.in(config.modelCache().resolve(file + ".json"), setting));
  }

  /**
   * Whether the model's rollout decides which versions are loaded.
   *
   * @throws IllegalArgumentException if the configuration is contradictory
   */
  static boolean followsRollout(ClassifierConfig config) {
    if (config.version() > 0 && config.versions().equals(Optional.of(Versions.ROLLOUT))) {
      throw new IllegalArgumentException(
          "weft.classifier.version=%d selects a fixed version, but weft.classifier.versions=rollout follows the rollout. Omit one of them; to keep a version on all replicas, pin it in the rollout"
              .formatted(config.version()));
    }
    return config.version() == 0 && !config.versions().equals(Optional.of(Versions.NEWEST));
  }

  /** Half of the container's limit, if there is one. */
  private static long halfOfMemory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize() / 2
        : Runtime.getRuntime().maxMemory();
  }

  /**
   * @param model the version that serves first; its engine and largest batch determine the values
   *     that were not configured
   */
  static PipelineSettings pipeline(
      ClassifierConfig config,
      String name,
      String bucket,
      Map<String, String> kafka,
      ServingModel model,
      int cores) {
    return new PipelineSettings(
        groupId(config, name),
        config.instanceId(),
        new PipelineSettings.TopicNames(
            Topics.IMAGES_UPLOADED,
            Topics.IMAGES_CLASSIFIED,
            Topics.IMAGES_REJECTED,
            Topics.IMAGES_FAILED),
        bucket,
        kafka,
        work(config, model, cores),
        direct(config, model, cores),
        config.answeredWindow(),
        config.labels(),
        config.drain(),
        config.lostOffsets(),
        new Backoff(config.retryFirst(), config.retryMost()));
  }

  private static PipelineSettings.WorkSettings work(
      ClassifierConfig config, ServingModel model, int cores) {
    int maxBatch = model.maxBatch();
    int calls = orElse(config.engineCalls(), model.engine().calls());
    int threads = orElse(config.prepareThreads(), cores + 1);
    return new PipelineSettings.WorkSettings(
        threads,
        calls,
        config.maxWait(),
        orElse(config.maxInFlight(), Math.max(LEAST_IN_FLIGHT, BATCHES_IN_FLIGHT * maxBatch)),
        (calls + 1) * maxBatch + threads,
        config.shadowQueue(),
        config.maxImage().asLongValue(),
        config.imageRetry());
  }

  private static PipelineSettings.DirectSettings direct(
      ClassifierConfig config, ServingModel model, int cores) {
    var inference = config.inference();
    int calls = orElse(config.engineCalls(), model.engine().calls());
    return new PipelineSettings.DirectSettings(
        cores, orElse(inference.slots(), (calls + 1) * model.maxBatch()), inference.maxWaiting());
  }

  /**
   * Limits of one request.
   *
   * @throws IllegalArgumentException if they would never admit a single request
   */
  static RequestLimits inference(ClassifierConfig config) {
    var inference = config.inference();
    long request = inference.maxRequest().asLongValue();
    long held = inference.maxHeld().asLongValue();
    if (request < 1 || request > Integer.MAX_VALUE - 8 || held < request) {
      throw new IllegalArgumentException(
          "weft.classifier.inference.max-request must be 1 byte to 2 GiB and at most max-held, but they are %d and %d"
              .formatted(request, held));
    }
    if (inference.maxImages() < 1 || inference.maxWaiting() < inference.maxImages()) {
      throw new IllegalArgumentException(
          "weft.classifier.inference.max-images must be at least 1 and at most max-waiting, but they are %d and %d"
              .formatted(inference.maxImages(), inference.maxWaiting()));
    }
    if (inference.timeout().isNegative() || inference.timeout().isZero()) {
      throw new IllegalArgumentException(
          "weft.classifier.inference.timeout must be longer than 0, but is " + inference.timeout());
    }
    return new RequestLimits((int) request, held, inference.maxImages(), inference.timeout());
  }

  private static int orElse(int configured, int otherwise) {
    return configured > 0 ? configured : otherwise;
  }
}
