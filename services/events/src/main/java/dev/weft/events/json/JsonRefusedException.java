package dev.weft.events.json;

/** JSON that is no event. The message goes on where a noun such as "the value" ends. */
public final class JsonRefusedException extends RuntimeException {

  JsonRefusedException(String message) {
    super(message, null, false, false);
  }
}
