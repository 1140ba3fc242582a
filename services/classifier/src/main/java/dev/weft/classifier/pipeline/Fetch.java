package dev.weft.classifier.pipeline;

import dev.weft.events.ObjectRef;

/** What reading an image's bytes gave: the bytes, nothing, or a {@link Refusal}. */
sealed interface Fetch permits Fetch.Fetched, Fetch.Missing, Refusal {

  /**
   * The bytes that the event named.
   *
   * @param object as the event had it, with the SHA-256 filled in
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Fetched(ObjectRef object, byte[] bytes) implements Fetch {}

  /**
   * Nothing lies there now.
   *
   * @param refusal if it stays so
   */
  record Missing(Refusal refusal) implements Fetch {}
}
