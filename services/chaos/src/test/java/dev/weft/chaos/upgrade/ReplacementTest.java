package dev.weft.chaos.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.chaos.cluster.ClusterFiles;
import dev.weft.chaos.history.HistoryReader;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.history.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replaces processes of a script that starts {@code sleep} for each, and logs what it starts. */
class ReplacementTest {
  private static final List<String> PROCESSES = List.of("gateway-1", "gateway-2", "rollout-1");

  @TempDir Path folder;
  private ClusterFiles cluster;

  @BeforeEach
  void start() throws Exception {
    Path script = folder.resolve("cluster");
    Files.writeString(
        script,
        """
        #!/bin/sh
        plan=$4/plan/$2
        if grep -q broken "$plan/command"; then echo "$2 ended: unknown state" && exit 1; fi
        sleep 600 > /dev/null 2>&1 &
        echo $! > "$plan/pid"
        echo "$2 $(cat "$plan/command") $(tr '\\n' ' ' < "$plan/env")" >> "$4/started"
        """);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(folder.resolve("log"));
    cluster = new ClusterFiles(script, folder);
    for (String process : PROCESSES) {
      plan("plan", process, "old");
      plan("plans/old", process, "old");
      plan("plans/new", process, "new");
    }
    for (String process : PROCESSES) {
      cluster.start(List.of(process));
    }
    Files.delete(folder.resolve("started"));
  }

  @AfterEach
  void stop() {
    cluster
        .processes()
        .values()
        .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  private void plan(String plans, String process, String command) throws IOException {
    Path plan = Files.createDirectories(folder.resolve(plans).resolve(process));
    Files.writeString(plan.resolve("command"), command + "\n");
    Files.writeString(plan.resolve("env"), "RELEASE=" + command + "\n");
  }

  private Release release(String name) {
    return new Release(name, folder.resolve("plans").resolve(name));
  }

  private List<String> started() throws IOException {
    return Files.readAllLines(folder.resolve("started")).stream().map(String::strip).toList();
  }

  private List<Operation> make(Change change)
      throws IOException, InterruptedException, StartRefusedException {
    Path file = folder.resolve("history.jsonl");
    try (HistoryWriter history = new HistoryWriter(file)) {
      new Replacement(cluster, history, line -> {}).make(change);
    }
    List<Operation> operations = new ArrayList<>();
    HistoryReader.read(file, operations::add);
    return operations;
  }

  @Test
  void eachStepIsAPhaseAndStartsTheOtherRelease() throws Exception {
    var before = cluster.processes();
    List<Operation> history =
        make(Change.upgrade(release("old"), release("new"), PROCESSES, Set.of()));
    assertThat(started())
        .containsExactly(
            "rollout-1 new RELEASE=new", "gateway-1 new RELEASE=new", "gateway-2 new RELEASE=new");
    assertThat(history)
        .filteredOn(Operation.Phase.class::isInstance)
        .map(operation -> ((Operation.Phase) operation).name())
        .containsExactly("upgrade: rollout-1", "upgrade: gateway-1", "upgrade: gateway-2");
    assertThat(cluster.processes().values()).doesNotContainAnyElementsOf(before.values());
  }

  @Test
  void additionalSettingsFollowThoseOfTheRelease() throws Exception {
    make(
        Change.downgrade(
            release("new"), release("old"), PROCESSES, Set.of("gateway"), List.of("INTERVAL=0")));
    assertThat(started())
        .containsExactlyInAnyOrder(
            "gateway-1 old RELEASE=old INTERVAL=0",
            "gateway-2 old RELEASE=old INTERVAL=0",
            "rollout-1 old RELEASE=old");
  }

  @Test
  void aProcessThatDoesNotStartEndsTheChangeWithItsReason() throws Exception {
    plan("plans/new", "gateway-1", "broken");
    Change change = Change.upgrade(release("old"), release("new"), PROCESSES, Set.of());
    StartRefusedException refusal =
        catchThrowableOfType(StartRefusedException.class, () -> make(change));
    assertThat(refusal).hasMessageContaining("gateway-1 ended: unknown state");
    assertThat(refusal.replaced()).containsExactly("rollout-1", "gateway-1");
    make(change.undone(refusal.replaced()));
    assertThat(started())
        .containsExactly(
            "rollout-1 new RELEASE=new", "gateway-1 old RELEASE=old", "rollout-1 old RELEASE=old");
  }
}
