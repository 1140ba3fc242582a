package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.testsupport.models.ColourNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Alone
class RolloutReplicasST {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String POLICY =
      """
      {"strategy":"canary","steps":[{"setWeight":50},{"pause":{"seconds":2}}],
       "analysis":{"intervalSeconds":2,"conditions":[]}}
      """;

  @TempDir Path folder;

  @Test
  void aRolloutWaitsForAReplicaThatLacksTheCandidateForgetsOneThatIsGoneAndOutlivesWhoDecides() {
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
      // One that went while it loaded the candidate would hold the rollout up: that may be why.
      rollouts.awaitState(
          "a rollout, whose candidate one has loaded",
          PATIENCE,
          s -> s.at("/rollout/version").asInt() == 2 && hasLoaded(s, "killed", 2));
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
      WeftProcess heir = scene.decider("heir");
      killed.awaitReady();
      rollouts.awaitState(
          "the one that comes back has what serves", PATIENCE, s -> hasReplica(s, "killed", 2));
      heir.awaitReady();
      anotherGoesOn(scene, leader, heir, new RolloutApi(killed));
    }
  }

  /**
   * One of them is killed among orders; each order still has one answer, and a revision of its own.
   */
  private static void anotherGoesOn(
      RolloutScene scene, WeftProcess leader, WeftProcess heir, RolloutApi rollouts) {
    List<String> orders = new ArrayList<>();
    try (AliasOrders aliases = new AliasOrders(scene.bootstrapServers());
        RolloutTopics topics = new RolloutTopics(scene.bootstrapServers())) {
      orders.addAll(aliases.send(RolloutScene.MODEL, 1, 0, 20));
      WeftProcess decides = decides(leader) ? leader : heir;
      decides.kill();
      orders.addAll(aliases.send(RolloutScene.MODEL, 1, 20, 20));
      rollouts.awaitState(
          "the other has answered all orders",
          PATIENCE,
          s -> s.path("aliases").size() == orders.size() + 1);

      List<JsonNode> answers = topics.answersTo("name-", orders.size(), PATIENCE);
      assertThat(answers)
          .extracting(s -> s.at("/cause/orderId").asText())
          .containsExactlyElementsOf(orders);
      assertThat(answers).extracting(s -> s.path("revision").asInt()).doesNotHaveDuplicates();
    }
  }

  private static boolean decides(WeftProcess process) {
    for (JsonNode check : process.health().path("checks")) {
      if (check.path("name").asText().equals("rollout")) {
        return check.at("/data/models").asInt() > 0;
      }
    }
    return false;
  }

  @Test
  void aReplicaThatFallsSilentWhileItLoadsTheCandidateHoldsTheRolloutUpAndThenEndsIt() {
    try (RolloutScene scene = new RolloutScene(folder);
        Relay relay = new Relay(scene.storeEndpoint())) {
      scene.publish(1, ColourNetwork.right());
      WeftProcess leader = scene.leader("-Dweft.rollout.load-timeout=10s").awaitReady();
      WeftProcess doomed = scene.follower("doomed", relay.endpoint()).awaitReady();
      RolloutApi rollouts = new RolloutApi(leader);
      rollouts.policy(POLICY);

      relay.stall();
      scene.publish(2, ColourNetwork.right());
      rollouts.awaitState(
          "it loads the candidate",
          PATIENCE,
          s -> s.at("/rollout/version").asInt() == 2 && isIn(s, "doomed", 2, "loading"));
      doomed.kill();

      JsonNode ended =
          rollouts.awaitState("it is ended", PATIENCE, s -> !s.path("history").isEmpty());
      assertThat(ended.path("serving").asInt()).isEqualTo(1);
      assertThat(ended.at("/history/0/version").asInt()).isEqualTo(2);
      assertThat(ended.at("/history/0/reason").asText())
          .contains("replica doomed fell silent while it was loading", "load-timeout");
      try (RolloutTopics topics = new RolloutTopics(scene.bootstrapServers())) {
        assertThat(topics.read(0, Duration.ZERO).states())
            .as("no image was given to the candidate meanwhile")
            .filteredOn(s -> s.at("/rollout/version").asInt() == 2)
            .isNotEmpty()
            .allMatch(s -> s.at("/rollout/weight").asInt() == 0);
      }
    }
  }

  private static boolean hasLoaded(JsonNode state, String name, int version) {
    return isIn(state, name, version, "ready");
  }

  private static boolean isIn(JsonNode state, String name, int version, String wanted) {
    for (JsonNode replica : state.path("replicas")) {
      if (replica.path("replica").asText().equals(name)) {
        for (JsonNode held : replica.path("versions")) {
          if (held.path("version").asInt() == version) {
            return held.path("state").asText().equals(wanted);
          }
        }
      }
    }
    return false;
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
