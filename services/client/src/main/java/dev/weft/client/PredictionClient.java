package dev.weft.client;

import java.util.Optional;
import java.util.function.Consumer;

/** Predictions of single images, and the live stream of all predictions. Thread-safe. */
public final class PredictionClient {
  private final Transport transport;

  PredictionClient(Transport transport) {
    this.transport = transport;
  }

  /** Returns an image's answer; empty if there is none yet, or no such image. */
  public Optional<Answer> find(String imageId) {
    return transport.find(Operations.IMAGE.call(imageId)).flatMap(Answer::of);
  }

  /**
   * Follows the live stream of predictions until the returned {@link PredictionStream} is closed.
   *
   * @param notes receives a message for each lost connection and each unreadable event
   * @throws WeftException if the server refuses it, or does not answer
   */
  public PredictionStream follow(
      PredictionStream.Options options,
      PredictionStream.Listener listener,
      Consumer<String> notes) {
    return PredictionStream.open(transport, options, listener, notes);
  }
}
