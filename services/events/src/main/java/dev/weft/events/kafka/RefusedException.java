package dev.weft.events.kafka;

/** A record that is no event; never leaves {@link EventCodec}, which makes a value of it. */
final class RefusedException extends RuntimeException {

  RefusedException(String message) {
    super(message, null, false, false);
  }
}
