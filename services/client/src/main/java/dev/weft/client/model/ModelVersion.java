package dev.weft.client.model;

import java.time.Instant;
import java.util.List;

/**
 * Summary of a published version.
 *
 * @param version the version's number, from 1
 * @param classes in the order of its logits
 * @param publishedAt when the version was published
 * @param inputSize height and width in pixels
 * @param aliases its aliases
 * @param serving whether it is the serving version
 * @param candidate whether it is being rolled out
 */
public record ModelVersion(
    int version,
    List<String> classes,
    Instant publishedAt,
    List<Integer> inputSize,
    List<String> aliases,
    boolean serving,
    boolean candidate) {}
