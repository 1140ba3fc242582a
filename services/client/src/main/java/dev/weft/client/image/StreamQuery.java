package dev.weft.client.image;

/**
 * Selects the events of a stream.
 *
 * @param events comma-separated kinds; null for classified and rejected
 * @param label only events with this most probable, or given, label; null for all
 */
public record StreamQuery(String events, String label) {}
