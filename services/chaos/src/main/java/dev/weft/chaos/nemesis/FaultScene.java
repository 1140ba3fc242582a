package dev.weft.chaos.nemesis;

import dev.weft.chaos.cluster.Clocks;
import dev.weft.chaos.cluster.Cluster;
import dev.weft.chaos.cluster.Disks;
import dev.weft.chaos.cluster.Network;
import dev.weft.chaos.cluster.Supervisor;
import java.util.Optional;

/**
 * The environment of faults.
 *
 * @param clocks empty if clocks cannot be set
 * @param disks empty if disks cannot be filled
 */
public record FaultScene(
    Cluster cluster,
    Network network,
    Supervisor supervisor,
    Coordinators coordinators,
    Optional<Clocks> clocks,
    Optional<Disks> disks) {}
