package dev.weft.classifier.serving;

import dev.weft.events.ModelRef;
import dev.weft.xception.engine.EngineInfo;

/** Loading state of a model. */
public sealed interface LoadingState {

  /** Whether images can be classified. */
  default boolean isServing() {
    return false;
  }

  /**
   * The version to serve is not known, or not published.
   *
   * @param model its name, and what is awaited
   */
  record Awaited(String model) implements LoadingState {}

  /** A version is being fetched, checked and warmed up. */
  record Loading(ModelRef model) implements LoadingState {}

  /**
   * A version could not be loaded; it will be retried.
   *
   * @param reason for people
   */
  record Failed(String model, String reason) implements LoadingState {}

  /**
   * A version passed its golden check and serves.
   *
   * @param newerFails why a newer version that should serve instead cannot; null if there is none
   */
  record Serving(ModelRef model, EngineInfo engine, String newerFails) implements LoadingState {
    @Override
    public boolean isServing() {
      return true;
    }
  }
}
