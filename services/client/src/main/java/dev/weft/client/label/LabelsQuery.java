package dev.weft.client.label;

/**
 * Selects a model's labels.
 *
 * @param model the model; null for the server's default
 */
public record LabelsQuery(String model) {}
