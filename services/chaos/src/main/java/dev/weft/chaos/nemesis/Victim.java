package dev.weft.chaos.nemesis;

import java.util.Objects;

/**
 * The target process of a fault: a named one, or the broker that has a duty when the fault starts.
 */
public sealed interface Victim {

  /** Returns its current name. */
  String resolve(FaultScene scene);

  /** A process by its name. */
  record Named(String name) implements Victim {
    public Named {
      Objects.requireNonNull(name, "name");
    }

    @Override
    public String resolve(FaultScene scene) {
      return name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** The broker that leads a partition. */
  record Leader(String topic, int partition) implements Victim {
    @Override
    public String resolve(FaultScene scene) {
      return "broker-" + scene.coordinators().leader(topic, partition);
    }

    @Override
    public String toString() {
      return "the leader of %s-%d".formatted(topic, partition);
    }
  }

  /** The broker that coordinates a consumer group. */
  record GroupCoordinator(String group) implements Victim {
    @Override
    public String resolve(FaultScene scene) {
      return "broker-" + scene.coordinators().ofGroup(group);
    }

    @Override
    public String toString() {
      return "the coordinator of the group " + group;
    }
  }

  /** The broker that coordinates the transactions of a producer. */
  record TransactionCoordinator(String transactionalId) implements Victim {
    @Override
    public String resolve(FaultScene scene) {
      return "broker-" + scene.coordinators().ofTransactions(transactionalId);
    }

    @Override
    public String toString() {
      return "the coordinator of the transactions of " + transactionalId;
    }
  }

  /** The controller that leads the quorum. */
  record QuorumLeader() implements Victim {
    @Override
    public String resolve(FaultScene scene) {
      return "broker-" + scene.coordinators().ofQuorum();
    }

    @Override
    public String toString() {
      return "the leader of the controllers";
    }
  }
}
