package dev.weft.gateway.pictures;

import dev.weft.events.image.RejectionReason;

/** Result of a preview request. */
public sealed interface Preview {

  /** The picture, upright, as a JPEG. */
  @SuppressWarnings("ArrayRecordComponent")
  record Drawn(byte[] jpeg) implements Preview {}

  /** The image's object does not exist. */
  record ImageGone() implements Preview {}

  /** The image can never be classified, and therefore not be drawn. */
  record ImageRefused(RejectionReason reason, String detail) implements Preview {}

  /** Too many requests are waiting. */
  record Busy() implements Preview {}
}
