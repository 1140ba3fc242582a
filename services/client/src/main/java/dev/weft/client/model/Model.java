package dev.weft.client.model;

import dev.weft.client.json.SentAsNull;
import java.util.List;

/**
 * A model and its versions.
 *
 * @param name such as {@code clothing}
 * @param base what its first training starts from, as said when it was created; null of one that
 *     began with an import
 * @param versions oldest first; none before its first training has published one
 */
public record Model(String name, @SentAsNull String base, List<ModelVersion> versions) {}
