package dev.weft.client.label;

/**
 * Whose labels.
 *
 * @param model the model; null for the server's default
 */
public record LabelsQuery(String model) {}
