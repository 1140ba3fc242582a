package dev.weft.classifier.serving;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.loadcheck.LoadGuard;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.events.rollout.RolloutChanged.Rollout;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.UncertaintyPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** One replica of a model of {@link TinyModels}, and the rollout states that it receives. */
final class ReplicaScene implements AutoCloseable {

  final LoadedModels held = new LoadedModels();
  final List<Integer> served = new CopyOnWriteArrayList<>();
  final RolloutVersions versions;
  volatile boolean caughtUp = true;
  volatile RuntimeException refusal;
  private UncertaintyPolicy uncertainty = UncertaintyPolicy.OF_VERSION;
  private int revision;

  /** A replica that loads versions without the check in a separate process, which is slow. */
  ReplicaScene(TinyModels models, Path dir, long memoryBytes) {
    this(models, dir, memoryBytes, Guards.unchecked(dir), new SharedMemory());
  }

  ReplicaScene(
      TinyModels models, Path dir, long memoryBytes, LoadGuard guard, SharedMemory memory) {
    var choice = TinyModels.choice(dir, memoryBytes);
    var listener =
        new RolloutVersions.Listener() {
          @Override
          public void serves(ServingModel model) {
            if (refusal != null) {
              throw refusal;
            }
            served.add(model.ref().version());
          }

          @Override
          public void changed() {}
        };
    memory.add(held);
    versions =
        new RolloutVersions(models.store, choice, held, memory, guard, () -> caughtUp, listener);
    versions.start();
  }

  /** Sets the policy on uncertainty for all later states. */
  void saysUncertain(UncertaintyPolicy policy) {
    uncertainty = policy;
  }

  /** Sends the state without a rollout. */
  void say(int serving) {
    versions.accept(state(serving, null));
  }

  void say(int serving, int candidate, String rolloutId, int weight, int shadow) {
    var now = Instant.now();
    var rollout =
        new Rollout(
            rolloutId,
            candidate,
            serving,
            Phase.PROGRESSING,
            0,
            List.of(),
            RolloutPolicy.Analysis.DEFAULT,
            weight,
            shadow,
            now,
            now,
            now,
            null,
            List.of());
    versions.accept(state(serving, rollout));
  }

  private RolloutChanged state(int serving, Rollout rollout) {
    return new RolloutChanged(
        TinyModels.NAME,
        ++revision,
        serving,
        false,
        new RolloutPolicy(null, null, null, null, null, null, uncertainty),
        rollout,
        List.of(),
        Map.of(),
        0,
        Cause.of(Kind.POLICY, "test"),
        Instant.now(),
        null);
  }

  Optional<ReplicaVersion> report(int version) {
    return versions.status().versions().stream()
        .filter(report -> report.version() == version)
        .findFirst();
  }

  ReplicaVersion await(int version, State state) {
    Awaitility.await("version " + version + " " + state)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> report(version).filter(report -> report.state() == state).isPresent());
    return report(version).orElseThrow();
  }

  @Override
  public void close() {
    versions.close();
    held.close();
  }

  /**
   * Waits until these versions have served, in this order, which is reported after they are ready.
   */
  void awaitServed(Integer... expected) {
    Awaitility.await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(served).containsExactly(expected));
  }
}
