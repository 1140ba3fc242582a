package dev.weft.client;

/**
 * Headers that single operations of the interface define, in addition to those of every request.
 */
enum Header {
  IDEMPOTENCY_KEY("Idempotency-Key"),
  IF_MATCH("If-Match"),
  LAST_EVENT_ID("Last-Event-ID"),
  WEFT_DEADLINE("Weft-Deadline"),
  WEFT_TAGS("Weft-Tags");

  private final String text;

  Header(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
