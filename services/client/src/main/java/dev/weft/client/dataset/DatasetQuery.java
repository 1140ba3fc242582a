package dev.weft.client.dataset;

/**
 * Which data sets a list holds.
 *
 * @param limit so many at most, to 200; null for the server's default
 * @param model only of this model's labels; null for all
 */
public record DatasetQuery(Integer limit, String model) {}
