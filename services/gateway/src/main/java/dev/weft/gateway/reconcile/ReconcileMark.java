package dev.weft.gateway.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.events.object.ImageObjects;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Progress of the reconciliation of a bucket. As JSON: {@code
 * {"hours":"2026-11-28T13:00:00Z","hourKeysSince":"2026-11-20T08:11:00Z","swept":"images/x.jpg",
 * "cluster":"pLn6ZJ0lQd6fVxQ6cPPwEw"}}.
 *
 * @param hours the first hour of uploads that is not completed; a full hour
 * @param swept the last key that the sweep has processed; null at its beginning
 * @param hourKeysSince when it was decided, permanently, that keys of uploads contain their hour;
 *     null before
 * @param withoutHour whether all uploads under keys without an hour were published after the last
 *     gateway could store one
 * @param cluster id of the Kafka cluster that the bucket was compared with; null in a mark of a
 *     release before it was recorded
 */
public record ReconcileMark(
    Instant hours, String swept, Instant hourKeysSince, boolean withoutHour, String cluster) {

  /** Larger than any mark. */
  private static final int MOST_BYTES = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  public ReconcileMark {
    hours = hours.truncatedTo(ChronoUnit.HOURS);
  }

  ReconcileMark withHours(Instant undone) {
    return new ReconcileMark(undone, swept, hourKeysSince, withoutHour, cluster);
  }

  ReconcileMark withSwept(String key) {
    return new ReconcileMark(hours, key, hourKeysSince, withoutHour, cluster);
  }

  ReconcileMark withHourKeysSince(Instant decided) {
    return new ReconcileMark(hours, swept, decided, withoutHour, cluster);
  }

  ReconcileMark afterKeysWithoutHour() {
    return new ReconcileMark(hours, swept, hourKeysSince, true, cluster);
  }

  /**
   * Stores the mark of a bucket that was just created for one gateway alone: keys have always had
   * their hour, and nothing was uploaded in earlier hours.
   */
  public static void begin(ObjectStore store, String bucket, Instant now) {
    store.put(
        bucket,
        ImageObjects.RECONCILED,
        new ReconcileMark(now, null, Instant.EPOCH, true, null).toJson(),
        "application/json");
  }

  /**
   * The mark for a cluster. Of another cluster than the recorded one nothing is compared yet, such
   * as after a restore of the bucket beside new or older topics.
   *
   * @param start the first hour to process in that case
   */
  public ReconcileMark in(String current, Instant start) {
    return cluster == null || cluster.equals(current)
        ? new ReconcileMark(hours, swept, hourKeysSince, withoutHour, current)
        : new ReconcileMark(start, null, hourKeysSince, false, current);
  }

  /** Reads the mark of a bucket; empty if there is none or it is invalid. */
  public static Optional<ReconcileMark> in(ObjectStore store, String bucket) {
    return store.get(bucket, ImageObjects.RECONCILED, MOST_BYTES) instanceof GetResult.Found found
        ? ofJson(found.bytes())
        : Optional.empty();
  }

  byte[] toJson() {
    ObjectNode json = JSON.createObjectNode().put("hours", hours.toString());
    if (hourKeysSince != null) {
      json.put("hourKeysSince", hourKeysSince.toString());
    }
    if (swept != null) {
      json.put("swept", swept);
    }
    if (withoutHour) {
      json.put("withoutHour", true);
    }
    if (cluster != null) {
      json.put("cluster", cluster);
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Parses a mark; empty if it is invalid, upon which reconciliation starts over. */
  static Optional<ReconcileMark> ofJson(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
      Instant hours = Instant.parse(json.path("hours").asText());
      String since = json.path("hourKeysSince").textValue();
      return Optional.of(
          new ReconcileMark(
              hours,
              json.path("swept").textValue(),
              since == null ? null : Instant.parse(since),
              json.path("withoutHour").asBoolean(),
              json.path("cluster").textValue()));
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
