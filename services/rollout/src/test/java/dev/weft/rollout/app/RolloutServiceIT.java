package dev.weft.rollout.app;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.events.image.ImageFailed;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutStep;
import dev.weft.events.rollout.RolloutStrategy;
import dev.weft.objectstore.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The service as a separate application, which decides by measured images. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class RolloutServiceIT {
  private static final AtomicInteger IMAGES = new AtomicInteger();

  @Inject EventCodec codec;
  @Inject ObjectStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @TestHTTPResource("/")
  URL root;

  @Test
  void aCandidateThatDoesWellOnLiveImagesServesInTheEnd() throws Exception {
    try (var good = new LiveModel("good", bootstrapServers, codec, store)) {
      begin(good);
      await().atMost(TIMEOUT).until(() -> live(good, false) && good.isServedBy(2));
      assertThat(good.history().get(0).outcome()).isEqualTo(Outcome.PROMOTED);

      assertThat(get("q/health")).contains("\"status\": \"UP\"").contains("rollout");
      assertThat(get("q/metrics"))
          .contains("weft_rollout_serving{model=\"good\"} 2.0")
          .contains("weft_rollout_ended_total{model=\"good\",outcome=\"promoted\"} 1.0");
    }
  }

  @Test
  void aCandidateThatFailsOnLiveImagesIsRolledBackWithTheFigures() {
    try (var bad = new LiveModel("bad", bootstrapServers, codec, store)) {
      begin(bad);
      await()
          .atMost(TIMEOUT)
          .until(() -> live(bad, true) && bad.isServedBy(1) && !bad.history().isEmpty());
      assertThat(bad.history().get(0).outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(bad.history().get(0).reason())
          .startsWith("bad:2 did not meet failure-rate value <= 0.2");
    }
  }

  /** The policy is evaluated every second. */
  private static void begin(LiveModel model) {
    var condition = new RolloutCondition(RolloutMetric.FAILURE_RATE, "value <= 0.2", 0, 1000, 30);
    model.begin(
        new RolloutPolicy(
            true,
            RolloutStrategy.CANARY,
            List.of(RolloutStep.weight(50), RolloutStep.judged()),
            new RolloutPolicy.Analysis(1, 0.95, List.of(condition)),
            null,
            null));
  }

  /** Publishes a replica's results of some images; returns true. */
  private static boolean live(LiveModel model, boolean fails) {
    model.candidateIsReady();
    for (int i = 0; i < 10; i++) {
      String id = "image-" + IMAGES.incrementAndGet();
      if (fails) {
        model.send(new ImageFailed(id, model.version(2), ServingRole.CANARY, "NaN", Instant.now()));
      } else {
        model.classify(id, 2, ServingRole.CANARY, "hat");
      }
    }
    return true;
  }

  private String get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(root + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
