package dev.weft.trainer.report;

/**
 * Where the version comes from.
 *
 * @param parent version that served when the training began; null if none
 * @param base id of the network that it was trained on from
 * @param code version of Weft
 * @param hardware processor or GPU, and what computed on it
 */
public record Lineage(Integer parent, String base, String code, String hardware) {}
