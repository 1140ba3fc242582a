package dev.weft.client.model;

import dev.weft.client.json.SentAsNull;
import java.util.List;

/**
 * A model and its versions.
 *
 * @param name such as {@code clothing}
 * @param base what its first training starts from, as given when the model was created; null if the
 *     model began with an import
 * @param versions oldest first; empty until its first training has published one
 */
public record Model(String name, @SentAsNull String base, List<ModelVersion> versions) {}
