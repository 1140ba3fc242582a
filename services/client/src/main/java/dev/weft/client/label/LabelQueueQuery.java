package dev.weft.client.label;

/**
 * Which images are to be labeled next.
 *
 * @param limit so many at most; null for the server's default
 * @param model whose images; null for the server's default
 */
public record LabelQueueQuery(Integer limit, String model) {}
