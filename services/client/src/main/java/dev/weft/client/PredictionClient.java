package dev.weft.client;

import java.util.Optional;
import java.util.function.Consumer;

/** Predictions: of one image, or all of them as they come. Thread-safe. */
public final class PredictionClient {
  private final Transport transport;

  PredictionClient(Transport transport) {
    this.transport = transport;
  }

  /** What became of an image; empty while there is no answer, or no such image. */
  public Optional<Answer> find(String imageId) {
    return transport.find(Operations.IMAGE.call(imageId)).flatMap(Answer::of);
  }

  /**
   * Follows the live stream until it is closed: see {@link PredictionStream}.
   *
   * @param notes told about lost connections
   * @throws WeftException if the server refuses it, or none answers
   */
  public PredictionStream follow(
      PredictionStream.Options options,
      PredictionStream.Listener listener,
      Consumer<String> notes) {
    return PredictionStream.open(transport, options, listener, notes);
  }
}
