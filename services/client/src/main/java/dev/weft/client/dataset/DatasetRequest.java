package dev.weft.client.dataset;

/**
 * A data set to create.
 *
 * @param name 1 to 63 of a-z, 0-9, ., - and _
 * @param model the model whose labels it holds; null for the server's default
 * @param filter selects the labeled images; null for all
 */
public record DatasetRequest(String name, String model, DatasetFilter filter) {}
