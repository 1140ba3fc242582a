package dev.weft.classifier.pipeline;

import java.time.Duration;
import java.util.Map;

/**
 * Status of a pipeline, for health checks.
 *
 * @param running started and not stopped
 * @param sinceRound time since the poll thread began its latest round
 * @param partitions number of assigned partitions; a member beyond the number of partitions has
 *     none
 * @param joined whether the group has completed an assignment, possibly an empty one, since the
 *     last failure
 * @param inFlight number of images read from Kafka and not committed
 * @param failing what is being retried, by stage, and why
 * @param blocked message about what an operator must fix before images of this model are answered;
 *     null if nothing
 * @param longestStep how long the oldest step has been running that must end by itself: an engine
 *     call, or fetching or decoding an image
 * @param conflict message that another process runs under this replica's name; null if none does
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
