package dev.weft.events.kafka;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.EventType;
import dev.weft.events.image.ImageRejected.Origin;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CloudEvents 1.0 attributes of an event.
 *
 * @param id unique per {@code source}: two records with the same id and source are the same event,
 *     sent twice
 * @param type such as {@code weft.image.uploaded.v1}
 * @param source the producer, a URI reference such as {@code /weft/classifier}
 * @param time when it happened; null if the producer did not state it
 */
public record CloudEvent(String id, String type, String source, Instant time) {

  /** A record's position, as {@link Origin#toString} writes it. */
  private static final Pattern CAUSE =
      Pattern.compile("([A-Za-z0-9._-]{1,249})-([0-9]{1,9})@([0-9]{1,18})/");

  public CloudEvent {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(source, "source");
  }

  /**
   * The attributes of an event that has no cause in Kafka, such as an upload. The id is the event's
   * {@link WeftEvent#identity()}, so that publishing it again (in a retry, or by the reconciler)
   * produces the same event.
   */
  public static CloudEvent of(WeftEvent event, String source) {
    return new CloudEvent(event.identity(), type(event), source, event.occurredAt());
  }

  /**
   * The attributes of an event that a record caused. The id consists of the record's position, the
   * type, and the event's {@link WeftEvent#identity()}, so that processing the record again gives
   * the same id.
   */
  public static CloudEvent causedBy(Origin origin, WeftEvent event, String source) {
    String id = origin + "/" + type(event) + "/" + event.identity();
    return new CloudEvent(id, type(event), source, event.occurredAt());
  }

  /**
   * Returns the record that caused the event, as encoded in the id by {@link #causedBy}; empty if
   * none did.
   */
  public Optional<Origin> cause() {
    Matcher named = CAUSE.matcher(id);
    if (!named.lookingAt()) {
      return Optional.empty();
    }
    return Optional.of(
        new Origin(
            named.group(1), Integer.parseInt(named.group(2)), Long.parseLong(named.group(3))));
  }

  private static String type(WeftEvent event) {
    return EventType.of(event.getClass()).ceType();
  }
}
