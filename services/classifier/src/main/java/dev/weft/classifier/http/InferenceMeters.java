package dev.weft.classifier.http;

import dev.weft.events.ModelRef;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Meters of synchronous requests and their images, under {@code weft.classifier.inference}. */
@Singleton
final class InferenceMeters {

  private static final String PREFIX = "weft.classifier.inference.";

  private final MeterRegistry registry;

  InferenceMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * A request has ended.
   *
   * @param outcome {@code answered}, or the failure's name
   * @param startedNanos when it arrived, a reading of {@link System#nanoTime()}
   */
  void ended(String outcome, long startedNanos) {
    Timer.builder(PREFIX + "requests")
        .description("Time from the first byte of a request to its response")
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
