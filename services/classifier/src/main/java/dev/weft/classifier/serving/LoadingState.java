package dev.weft.classifier.serving;

import dev.weft.events.ModelRef;
import dev.weft.xception.engine.EngineInfo;

/** How far the model is. */
public sealed interface LoadingState {

  /** Whether images can be classified. */
  default boolean isServing() {
    return false;
  }

  /**
   * It is not known, or not published, what is to be served.
   *
   * @param model its name, and what is waited for
   */
  record Awaited(String model) implements LoadingState {}

  /** A version is being fetched, checked and warmed. */
  record Loading(ModelRef model) implements LoadingState {}

  /**
   * It could not be loaded; it is tried again.
   *
   * @param reason for people
   */
  record Failed(String model, String reason) implements LoadingState {}

  /**
   * It passed its golden check and answers.
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
