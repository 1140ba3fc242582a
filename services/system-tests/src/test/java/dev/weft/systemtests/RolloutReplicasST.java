package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.testsupport.models.ColourNetwork;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutReplicasST {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String POLICY =
      """
      {"strategy":"canary","steps":[{"setWeight":50},{"pause":{"seconds":2}}],
       "analysis":{"intervalSeconds":2,"conditions":[]}}
      """;

  @TempDir Path folder;

  @Test
  void aRolloutWaitsForAReplicaThatCannotFetchTheCandidateAndForgetsOneThatIsGone() {
    try (RolloutScene scene = new RolloutScene(folder);
        Relay relay = new Relay(scene.storeEndpoint())) {
      scene.publish(1, ColourNetwork.right());
      WeftProcess leader = scene.leader().awaitReady();
      scene.follower("cut-off", relay.endpoint()).awaitReady();
      WeftProcess killed = scene.follower("killed", scene.storeEndpoint()).awaitReady();
      RolloutApi rollouts = new RolloutApi(leader);
      rollouts.policy(POLICY);

      relay.cut();
      scene.publish(2, ColourNetwork.right());
      rollouts.awaitState("a rollout", PATIENCE, s -> s.at("/rollout/version").asInt() == 2);
      killed.kill();
      JsonNode waiting =
          rollouts.awaitState(
              "says whom it waits for",
              PATIENCE,
              s ->
                  s.at("/rollout/message").asText().contains("cut-off")
                      && !s.at("/rollout/message").asText().contains("killed"));
      assertThat(waiting.at("/rollout/phase").asText()).isEqualTo("waiting");
      assertThat(waiting.at("/rollout/weight").asInt()).isZero();
      assertThat(waiting.at("/rollout/message").asText()).containsIgnoringCase("store");

      relay.mend();
      rollouts.awaitState("it is done", PATIENCE, s -> s.path("serving").asInt() == 2);

      killed.start();
      killed.awaitReady();
      rollouts.awaitState(
          "the one that comes back has what serves", PATIENCE, s -> hasReplica(s, "killed", 2));
    }
  }

  private static boolean hasReplica(JsonNode state, String name, int serving) {
    for (JsonNode replica : state.path("replicas")) {
      if (replica.path("replica").asText().equals(name)
          && replica.path("serving").asInt() == serving) {
        return true;
      }
    }
    return false;
  }
}
