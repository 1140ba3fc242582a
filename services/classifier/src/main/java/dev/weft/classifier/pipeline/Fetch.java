package dev.weft.classifier.pipeline;

import dev.weft.events.ObjectRef;

/** What reading an image's bytes gave: the bytes, or a {@link Refusal}. */
sealed interface Fetch permits Fetch.Fetched, Refusal {

  /**
   * The bytes that the event named.
   *
   * @param object as the event had it, with the SHA-256 filled in
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Fetched(ObjectRef object, byte[] bytes) implements Fetch {}
}
