package dev.weft.classifier.app;

import dev.weft.classifier.pipeline.PipelineStatus;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive as long as each model's poll thread goes round. A broker or store that is away does not end
 * that, so nobody is restarted for it.
 */
@Liveness
@Singleton
class AliveCheck implements HealthCheck {

  private static final Duration LONGEST_ROUND = Duration.ofMinutes(2);

  private final ClassifierService service;

  @Inject
  AliveCheck(ClassifierService service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    boolean alive =
        service.models().stream()
            .flatMap(model -> model.pipeline().stream())
            .map(PipelineStatus::sinceRound)
            .allMatch(since -> since.compareTo(LONGEST_ROUND) < 0);
    return HealthCheckResponse.named("classifier poll thread").status(alive).build();
  }
}
