package dev.weft.classifier.prepare;

import dev.weft.classifier.inflight.Refusal;
import dev.weft.events.image.ObjectRef;

/** What reading an image's bytes gave: the bytes, nothing, or a refusal. */
sealed interface Fetch permits Fetch.Fetched, Fetch.Missing, Fetch.Refused {

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

  /** The image can never be classified. */
  record Refused(Refusal refusal) implements Fetch {}
}
