package dev.weft.chaos.workload;

import dev.weft.chaos.history.HistoryWriter;

/**
 * What all clients of a run share.
 *
 * @param gateways that they speak to
 * @param prefix of every id of this run, so that no two runs have one in common
 * @param history that they write
 * @param answers images that were acknowledged and have no answer yet
 * @param trainings that were taken in and have not ended yet
 * @param named whether the system names who labels as the client says
 */
record ClientScene(
    Gateways gateways,
    String prefix,
    HistoryWriter history,
    WorkloadProgress answers,
    WorkloadProgress trainings,
    boolean named) {}
