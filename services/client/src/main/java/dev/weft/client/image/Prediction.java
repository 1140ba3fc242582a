package dev.weft.client.image;

/**
 * A label and how probable it is.
 *
 * @param label one of the version's classes
 * @param probability 0..1
 */
public record Prediction(String label, double probability) {}
