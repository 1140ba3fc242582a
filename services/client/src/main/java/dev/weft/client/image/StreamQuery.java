package dev.weft.client.image;

/**
 * Which events a stream tells.
 *
 * @param events kinds with commas between them; null for classified and rejected
 * @param label only events with this most probable, or given, label; null for all
 */
public record StreamQuery(String events, String label) {}
