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
 * Alive as long as each model's poll thread goes round, and no call of an engine and no reading of
 * an image takes longer than {@code weft.classifier.hang-timeout}. A broker or store that is away,
 * and an engine that fails, do not end that, so nobody is restarted for it.
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

  /** What does not go on, for people; empty if all does. */
  static Optional<String> hangs(PipelineStatus now, Duration longestStep) {
    if (now.sinceRound().compareTo(LONGEST_ROUND) >= 0) {
      return Optional.of("the poll thread has not gone round for " + now.sinceRound());
    }
    return now.longestStep().compareTo(longestStep) >= 0
        ? Optional.of(
            "a call of the engine, or reading an image, has taken " + now.longestStep() + " so far")
        : Optional.empty();
  }
}
