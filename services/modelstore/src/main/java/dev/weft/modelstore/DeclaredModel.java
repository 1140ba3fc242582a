package dev.weft.modelstore;

import java.time.Instant;
import java.util.Objects;

/**
 * A model that somebody wants, before it has a version: images and labels may be for it, and its
 * first training starts from what is said here. Never changed.
 *
 * @param name the model's name
 * @param base what its first training starts from, such as {@code imagenet} or {@code clothing:3}
 * @param declaredAt when
 */
public record DeclaredModel(String name, String base, Instant declaredAt) {
  public DeclaredModel {
    Names.requireModel(name);
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(declaredAt, "declaredAt");
  }
}
