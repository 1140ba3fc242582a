package dev.weft.client.model;

import java.time.Instant;
import java.util.List;

/**
 * A published version, in short.
 *
 * @param version the version's number, from 1
 * @param classes in the order of its logits
 * @param publishedAt when
 * @param inputSize height and width in pixels
 * @param aliases its names
 * @param serving whether it answers what a candidate does not
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
