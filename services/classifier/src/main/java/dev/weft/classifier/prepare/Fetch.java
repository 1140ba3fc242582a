package dev.weft.classifier.prepare;

import dev.weft.classifier.inflight.Refusal;
import dev.weft.events.image.ObjectRef;

/** Result of reading an image's bytes: the bytes, nothing, or a refusal. */
sealed interface Fetch permits Fetch.Fetched, Fetch.Missing, Fetch.Refused {

  /**
   * The bytes that the event named.
   *
   * @param object as in the event, with the SHA-256 filled in
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Fetched(ObjectRef object, byte[] bytes) implements Fetch {}

  /**
   * The object does not exist now.
   *
   * @param refusal if it stays missing
   */
  record Missing(Refusal refusal) implements Fetch {}

  /** The image can never be classified. */
  record Refused(Refusal refusal) implements Fetch {}
}
