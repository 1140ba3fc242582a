package dev.weft.client.model;

import java.util.List;

/**
 * A model's versions.
 *
 * @param model such as {@code clothing}
 * @param versions oldest first
 */
public record ModelVersionList(String model, List<ModelVersionDetail> versions) {}
