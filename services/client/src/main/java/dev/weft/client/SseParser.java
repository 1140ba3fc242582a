package dev.weft.client;

import java.util.Optional;

/**
 * Lines of a {@code text/event-stream} to events, as the WHATWG HTML standard says (section 9.2.6).
 * Not thread-safe.
 */
final class SseParser {

  /**
   * One event.
   *
   * @param type {@code message} if not said
   * @param data lines joined by newline
   * @param id the position to resume from; null if never said
   */
  record Event(String type, String data, String id) {}

  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private String type = "";
  private String id;
  private String lastId;

  SseParser(String lastEventId) {
    this.id = lastEventId;
    this.lastId = lastEventId;
  }

  /**
   * The position to resume from, which comments such as heartbeats have too; null if never said.
   */
  String lastId() {
    return lastId;
  }

  /** Takes one line without its end; gives an event at the blank line that ends it. */
  Optional<Event> line(String line) {
    if (line.isEmpty()) {
      return dispatch();
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    switch (field) {
      case "data" -> {
        data.append(hasData ? "\n" : "").append(value);
        hasData = true;
      }
      case "event" -> type = value;
      case "id" -> id = value.indexOf('\0') >= 0 ? id : value;
      default -> {
        // A comment (the heartbeat), retry, or a field of a later time.
      }
    }
    return Optional.empty();
  }

  private Optional<Event> dispatch() {
    lastId = id;
    Optional<Event> event =
        hasData
            ? Optional.of(new Event(type.isEmpty() ? "message" : type, data.toString(), id))
            : Optional.empty();
    data.setLength(0);
    hasData = false;
    type = "";
    return event;
  }
}
