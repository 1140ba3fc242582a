package dev.weft.gateway.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How far a bucket has been compared with the views. As JSON: {@code
 * {"hours":"2026-11-28T13:00:00Z","swept":"images/x.jpg"}}.
 *
 * @param hours the first hour of uploads that is not done; a full hour
 * @param swept the last key that the sweep has looked at; null at its beginning
 */
record ReconcileMark(Instant hours, String swept) {

  private static final ObjectMapper JSON = new ObjectMapper();

  ReconcileMark {
    hours = hours.truncatedTo(ChronoUnit.HOURS);
  }

  ReconcileMark withHours(Instant undone) {
    return new ReconcileMark(undone, swept);
  }

  ReconcileMark withSwept(String key) {
    return new ReconcileMark(hours, key);
  }

  byte[] toJson() {
    ObjectNode json = JSON.createObjectNode().put("hours", hours.toString());
    if (swept != null) {
      json.put("swept", swept);
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Empty for what is no mark: one begins anew then. */
  static Optional<ReconcileMark> ofJson(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
      Instant hours = Instant.parse(json.path("hours").asText());
      return Optional.of(new ReconcileMark(hours, json.path("swept").textValue()));
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
