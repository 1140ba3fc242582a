package dev.weft.client.model;

import java.util.List;

/**
 * The models of the store.
 *
 * @param models sorted by name
 */
public record ModelList(List<Model> models) {}
