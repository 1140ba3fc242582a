package dev.weft.events.kafka;

/**
 * Thrown for a record that is not a valid event; does not leave {@link EventCodec}, which converts
 * it to a value.
 */
final class RefusedException extends RuntimeException {

  RefusedException(String message) {
    super(message, null, false, false);
  }
}
