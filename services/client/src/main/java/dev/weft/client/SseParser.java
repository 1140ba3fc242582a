package dev.weft.client;

import java.util.Optional;

/**
 * Parses the lines of a {@code text/event-stream} into events, as specified by the WHATWG HTML
 * standard (section 9.2.6). Not thread-safe.
 */
final class SseParser {

  /**
   * An event.
   *
   * @param type the event's type; {@code message} if absent
   * @param data lines joined by newline
   * @param id the position to resume from; null before the first id
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
   * Returns the position to resume from, which comments such as heartbeats update too; null before
   * the first id.
   */
  String lastId() {
    return lastId;
  }

  /** Consumes one line without its terminator; returns an event at the blank line that ends it. */
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
        // A comment (the heartbeat), retry, or a field that the standard does not define yet.
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
