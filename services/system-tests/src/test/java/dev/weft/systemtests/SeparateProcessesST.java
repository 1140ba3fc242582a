package dev.weft.systemtests;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** By a script, which needs what Linux has. */
@EnabledOnOs(OS.LINUX)
class SeparateProcessesST {

  private static final int IMAGES = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String MODEL = "clothing";

  @TempDir Path folder;

  @Test
  void everyImageIsAnsweredOnceWhileOneOfEachIsKilledAndANewVersionServesAfterwards()
      throws Exception {
    Map<String, byte[]> images = DrawnImages.named("apart", IMAGES);
    try (LocalCluster cluster = LocalCluster.up(folder.resolve("cluster"))) {
      CompletableFuture<Void> uploads =
          CompletableFuture.runAsync(() -> upload(cluster.gateways(), images));
      for (String one : List.of("classifier-2", "gateway-1", "rollout-1", "trainer-1")) {
        cluster.kill(one);
        cluster.start(one);
      }
      uploads.get(2, TimeUnit.MINUTES);
      try (ResultLog log = new ResultLog(cluster.bootstrapServers())) {
        log.readUntil(IMAGES, PATIENCE).readFor(Duration.ofSeconds(2));
        assertThat(log.counts())
            .isEqualTo(images.keySet().stream().collect(toMap(id -> id, id -> 1)));
        assertThat(log.rejections()).isEmpty();
      }
      aNewVersionServes(cluster);
    }
  }

  private static void aNewVersionServes(LocalCluster cluster) throws Exception {
    RolloutApi rollouts = new RolloutApi(cluster.gateway(1), MODEL);
    rollouts.policy("{\"strategy\":\"all-at-once\"}");
    cluster.publish();
    rollouts.awaitState("version 2 serves", PATIENCE, s -> s.path("serving").asInt() == 2);

    Map<String, byte[]> later = DrawnImages.named("later", 1);
    upload(cluster.gateways(), later);
    try (ResultLog log = new ResultLog(cluster.bootstrapServers())) {
      log.readUntil(IMAGES + 1, PATIENCE);
      String prediction = log.predictions().get("later-000");
      assertThat(new ObjectMapper().readTree(prediction).at("/model/version").asInt()).isEqualTo(2);
    }
  }

  private static void upload(Server gateways, Map<String, byte[]> images) {
    try {
      new Uploads(gateways).untilAcknowledged(images, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
