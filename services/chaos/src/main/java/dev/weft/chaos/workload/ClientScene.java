package dev.weft.chaos.workload;

import dev.weft.chaos.history.HistoryWriter;

/**
 * State that all clients of a run share.
 *
 * @param gateways the gateways
 * @param prefix the prefix of every id of this run, so that no two runs have one in common
 * @param history the history that they write
 * @param answers acknowledged images without an answer
 * @param trainings accepted trainings that have not ended
 * @param named whether the system records the label's author as given by the client
 */
record ClientScene(
    Gateways gateways,
    String prefix,
    HistoryWriter history,
    WorkloadProgress answers,
    WorkloadProgress trainings,
    boolean named) {}
