package dev.weft.gateway.pictures;

import dev.weft.events.image.RejectionReason;

/** What came of the wish for a small picture. */
public sealed interface Preview {

  /** The picture, upright, as a JPEG. */
  @SuppressWarnings("ArrayRecordComponent")
  record Drawn(byte[] jpeg) implements Preview {}

  /** Nothing lies where the image should. */
  record ImageGone() implements Preview {}

  /** The image can never be classified, and so not be drawn. */
  record ImageRefused(RejectionReason reason, String detail) implements Preview {}

  /** Too many wait already. */
  record Busy() implements Preview {}
}
