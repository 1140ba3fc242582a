package dev.weft.classifier.pipeline;

import java.time.Duration;
import java.util.Map;

/**
 * How a pipeline is, for health checks.
 *
 * @param running started and not stopped
 * @param sinceRound time since the poll thread began its newest round
 * @param partitions partitions assigned; a member beyond the number of partitions has none
 * @param joined whether the group has assigned partitions, or none, since the last failure
 * @param inFlight images taken from Kafka and not committed
 * @param failing what is being tried again, by stage, and why
 * @param blocked what somebody must mend before images of this model are answered, for people; null
 *     if nothing
 * @param longestStep how long the longest of those steps has taken that must end by themselves: a
 *     call of the engine, fetching or decoding an image
 * @param conflict that another process runs under this replica's name, for people; null if none
 *     does
 */
public record PipelineStatus(
    boolean running,
    Duration sinceRound,
    int partitions,
    boolean joined,
    int inFlight,
    Map<String, String> failing,
    String blocked,
    Duration longestStep,
    String conflict) {}
