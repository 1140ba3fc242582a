package dev.weft.classifier.app;

import dev.weft.classifier.pipeline.PipelineSettings;
import dev.weft.classifier.pipeline.ServingModel;
import dev.weft.classifier.serving.ModelChoice;
import dev.weft.events.Topics;
import dev.weft.events.kafka.Backoff;
import java.util.Map;

/** From configuration to settings: where 0 was given, what suits the machine. */
final class Defaults {

  private static final int LEAST_IN_FLIGHT = 64;
  private static final int BATCHES_IN_FLIGHT = 8;

  private Defaults() {}

  static ModelChoice model(ClassifierConfig config) {
    return new ModelChoice(
        config.model(),
        config.version(),
        config.engine(),
        config.engineThreads(),
        config.maxBatch(),
        config.modelCache(),
        config.modelCheck(),
        config.modelFollow());
  }

  /**
   * @param model that serves first; its engine and largest batch decide what was left open
   */
  static PipelineSettings pipeline(
      ClassifierConfig config,
      String bucket,
      Map<String, String> kafka,
      ServingModel model,
      int cores) {
    return new PipelineSettings(
        config.groupId(),
        config.instanceId(),
        new PipelineSettings.TopicNames(
            Topics.IMAGES_UPLOADED, Topics.IMAGES_CLASSIFIED, Topics.IMAGES_REJECTED),
        bucket,
        kafka,
        work(config, model, cores),
        config.answeredWindow(),
        config.labels(),
        config.drain(),
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
        config.maxFetched().asLongValue(),
        config.maxImage().asLongValue());
  }

  private static int orElse(int configured, int otherwise) {
    return configured > 0 ? configured : otherwise;
  }
}
