package dev.weft.chaos.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeTest {
  private static final Release OLD = new Release("old", Path.of("old"));
  private static final Release PRESENT = new Release("present", Path.of("present"));
  private static final List<String> PROCESSES =
      List.of(
          "broker",
          "classifier-1",
          "classifier-2",
          "gateway-1",
          "gateway-2",
          "rollout-1",
          "store",
          "trainer-1");

  @Test
  void anUpgradeReplacesOneReplicaAtATimeInTheDocumentedOrder() {
    assertThat(Change.upgrade(OLD, PRESENT, PROCESSES, Set.of()).steps())
        .containsExactly(
            List.of("rollout-1"),
            List.of("trainer-1"),
            List.of("classifier-1"),
            List.of("classifier-2"),
            List.of("gateway-1"),
            List.of("gateway-2"));
  }

  @Test
  void aDowngradeBeginsWithTheGateways() {
    Change change =
        Change.downgrade(
            PRESENT, OLD, PROCESSES, Set.of("gateway", "rollout"), List.of("INTERVAL=0"));
    assertThat(change.steps())
        .containsExactly(
            List.of("gateway-1", "gateway-2"),
            List.of("classifier-1"),
            List.of("classifier-2"),
            List.of("trainer-1"),
            List.of("rollout-1"));
    assertThat(change.settings("gateway-2")).containsExactly("INTERVAL=0");
    assertThat(change.settings("trainer-1")).isEmpty();
  }

  @Test
  void undoingReplacesWhatWasReplacedInTheReverseOrder() {
    Change undone =
        Change.upgrade(OLD, PRESENT, PROCESSES, Set.of())
            .undone(List.of("rollout-1", "trainer-1", "classifier-1"));
    assertThat(undone.to()).isEqualTo(OLD);
    assertThat(undone.steps())
        .containsExactly(List.of("classifier-1"), List.of("trainer-1"), List.of("rollout-1"));
  }
}
