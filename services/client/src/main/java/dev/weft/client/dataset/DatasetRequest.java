package dev.weft.client.dataset;

/**
 * A data set to make.
 *
 * @param name 1 to 63 of a-z, 0-9, ., - and _
 * @param model whose labels; null for the server's default
 * @param filter which of them; null for all
 */
public record DatasetRequest(String name, String model, DatasetFilter filter) {}
