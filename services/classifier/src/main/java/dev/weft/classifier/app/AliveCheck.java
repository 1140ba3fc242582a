package dev.weft.classifier.app;

import dev.weft.classifier.pipeline.PipelineStatus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Liveness: each model's poll thread makes progress, and no engine call and no preparation of an
 * image takes longer than {@code weft.classifier.hang-timeout}. An unavailable broker or store and
 * a failing engine do not fail this check, since a restart would not help.
 */
@Liveness
@Singleton
class AliveCheck implements HealthCheck {

  private static final Duration LONGEST_ROUND = Duration.ofMinutes(2);

  private final ClassifierService service;
  private final Duration longestStep;

  @Inject
  AliveCheck(ClassifierService service, ClassifierConfig config) {
    this.service = service;
    this.longestStep = config.hangTimeout();
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("classifier threads");
    var hanging =
        service.models().stream()
            .flatMap(model -> model.pipeline().stream())
            .flatMap(now -> hangs(now, longestStep).stream())
            .findFirst();
    hanging.ifPresent(what -> response.withData("hangs", what));
    return response.status(hanging.isEmpty()).build();
  }

  /** A message about what hangs; empty if nothing does. */
  static Optional<String> hangs(PipelineStatus now, Duration longestStep) {
    if (now.sinceRound().compareTo(LONGEST_ROUND) >= 0) {
      return Optional.of("the poll thread has not completed a loop for " + now.sinceRound());
    }
    return now.longestStep().compareTo(longestStep) >= 0
        ? Optional.of(
            "an engine call, or the decoding of an image, has been running for "
                + now.longestStep())
        : Optional.empty();
  }
}
