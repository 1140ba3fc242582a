package dev.weft.systemtests;

import static dev.weft.systemtests.RolloutApi.isRollingOut;
import static dev.weft.systemtests.RolloutApi.isServing;
import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.rollout.LoadState;
import dev.weft.client.rollout.Replica;
import dev.weft.client.rollout.RolloutPhase;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutState;
import dev.weft.client.rollout.RolloutStep;
import dev.weft.client.rollout.RolloutStrategy;
import dev.weft.testsupport.models.ColourNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutReplicasST {

  private static final RolloutPolicy POLICY =
      Recipes.policy(
          RolloutStrategy.CANARY, List.of(RolloutStep.weight(50), RolloutStep.pauseOf(2)));

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
      // If the replica were killed while it loads the candidate, the rollout would wait for it,
      // since the candidate may be what crashed it.
      rollouts.awaitState(
          "a rollout, whose candidate one has loaded",
          TIMEOUT,
          s -> isRollingOut(s, 2) && isIn(s, "killed", 2, LoadState.READY));
      killed.kill();
      RolloutState waiting =
          rollouts.awaitState(
              "says whom it waits for",
              TIMEOUT,
              s -> message(s).contains("cut-off") && !message(s).contains("killed"));
      assertThat(waiting.rollout().phase()).isEqualTo(RolloutPhase.WAITING);
      assertThat(waiting.rollout().weight()).isZero();
      assertThat(message(waiting)).containsIgnoringCase("store");

      relay.mend();
      rollouts.awaitState("it is done", TIMEOUT, s -> isServing(s, 2));

      killed.start();
      WeftProcess heir = scene.decider("heir");
      killed.awaitReady();
      rollouts.awaitState(
          "the one that comes back has what serves", TIMEOUT, s -> hasReplica(s, "killed", 2));
      heir.awaitReady();
      anotherGoesOn(scene, leader, heir, new RolloutApi(killed));
    }
  }

  /**
   * Kills the deciding replica between orders. Each order still has exactly one answer, with its
   * own revision.
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
          TIMEOUT,
          s -> s.aliases().size() == orders.size() + 1);

      List<JsonNode> answers = topics.readStates().answersTo("name-");
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
          TIMEOUT,
          s -> isRollingOut(s, 2) && isIn(s, "doomed", 2, LoadState.LOADING));
      doomed.kill();

      RolloutState ended = rollouts.awaitState("it is ended", TIMEOUT, s -> !s.history().isEmpty());
      assertThat(ended.serving()).isEqualTo(1);
      assertThat(ended.history().get(0).version()).isEqualTo(2);
      assertThat(ended.history().get(0).reason())
          .contains("replica doomed stopped reporting while it was loading", "load-timeout");
      try (RolloutTopics topics = new RolloutTopics(scene.bootstrapServers())) {
        assertThat(topics.readStates().states())
            .as("no image was given to the candidate meanwhile")
            .filteredOn(s -> s.at("/rollout/version").asInt() == 2)
            .isNotEmpty()
            .allMatch(s -> s.at("/rollout/weight").asInt() == 0);
      }
    }
  }

  private static String message(RolloutState state) {
    boolean silent = state.rollout() == null || state.rollout().message() == null;
    return silent ? "" : state.rollout().message();
  }

  private static boolean isIn(RolloutState state, String name, int version, LoadState wanted) {
    return replicas(state, name)
        .flatMap(replica -> replica.versions().stream())
        .anyMatch(held -> held.version() == version && held.state() == wanted);
  }

  private static boolean hasReplica(RolloutState state, String name, int serving) {
    return replicas(state, name)
        .anyMatch(replica -> replica.serving() != null && replica.serving() == serving);
  }

  private static Stream<Replica> replicas(RolloutState state, String name) {
    return state.replicas().stream().filter(replica -> replica.replica().equals(name));
  }
}
