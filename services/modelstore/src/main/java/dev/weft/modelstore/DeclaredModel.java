package dev.weft.modelstore;

import java.time.Instant;
import java.util.Objects;

/**
 * A model that was created before it has a version: images and labels may refer to it, and its
 * first training starts from {@code base}. Immutable once declared.
 *
 * @param name the model's name
 * @param base what its first training starts from, such as {@code imagenet} or {@code clothing:3}
 * @param declaredAt when it was declared
 */
public record DeclaredModel(String name, String base, Instant declaredAt) {
  public DeclaredModel {
    Names.requireModel(name);
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(declaredAt, "declaredAt");
  }
}
