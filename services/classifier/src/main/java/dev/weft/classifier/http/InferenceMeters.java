package dev.weft.classifier.http;

import dev.weft.events.ModelRef;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Requests and images that were answered without Kafka, under {@code weft.classifier.inference}.
 */
@Singleton
final class InferenceMeters {

  private static final String PREFIX = "weft.classifier.inference.";

  private final MeterRegistry registry;

  InferenceMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * A request ended.
   *
   * @param outcome {@code answered}, or the failure's
   * @param startedNanos when it came
   */
  void ended(String outcome, long startedNanos) {
    Timer.builder(PREFIX + "requests")
        .description("from a request's first byte to its answer")
        .tag("outcome", outcome)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofMinutes(1))
        .register(registry)
        .record(Duration.ofNanos(System.nanoTime() - startedNanos));
  }

  /** Images were classified for a client. */
  void classified(ModelRef model, int images) {
    registry
        .counter(
            PREFIX + "images", "model", model.name(), "version", Integer.toString(model.version()))
        .increment(images);
  }
}
