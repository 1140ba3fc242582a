package dev.weft.client.model;

import java.util.List;
import java.util.Optional;

/**
 * The models of the store.
 *
 * @param models sorted by name
 * @param defaultModel the model of requests and images that name none; null if the server is older
 *     than this field
 */
public record ModelList(List<Model> models, String defaultModel) {

  /** Returns a model; empty if it has neither been created nor has a version. */
  public Optional<Model> find(String name) {
    return models.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** Returns a model's name as images and events have it: null for the default model. */
  public String otherThanDefault(String name) {
    return name == null || name.equals(defaultModel) ? null : name;
  }
}
