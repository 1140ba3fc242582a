package dev.weft.chaos.nemesis;

import dev.weft.chaos.cluster.Clocks;
import dev.weft.chaos.cluster.Cluster;
import dev.weft.chaos.cluster.Disks;
import dev.weft.chaos.cluster.Network;
import dev.weft.chaos.cluster.Supervisor;
import java.util.Optional;

/**
 * What faults are done to.
 *
 * @param clocks empty where they cannot be set
 * @param disks empty where none can be made full
 */
public record FaultScene(
    Cluster cluster,
    Network network,
    Supervisor supervisor,
    Coordinators coordinators,
    Optional<Clocks> clocks,
    Optional<Disks> disks) {}
