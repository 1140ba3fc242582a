package dev.weft.client.dataset;

/**
 * Selects the data sets of a list.
 *
 * @param limit maximum number of entries to return, up to 200; null for the server's default
 * @param model only of this model's labels; null for all
 */
public record DatasetQuery(Integer limit, String model) {}
