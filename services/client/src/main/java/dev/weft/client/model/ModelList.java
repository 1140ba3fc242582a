package dev.weft.client.model;

import java.util.List;

/**
 * The models of the store.
 *
 * @param models in the order of their names
 */
public record ModelList(List<Model> models) {}
