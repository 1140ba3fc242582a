package dev.weft.events.json;

/**
 * JSON that is not a valid event. The message is a predicate, to follow a noun such as "the value".
 */
public final class JsonRefusedException extends RuntimeException {

  JsonRefusedException(String message) {
    super(message, null, false, false);
  }
}
