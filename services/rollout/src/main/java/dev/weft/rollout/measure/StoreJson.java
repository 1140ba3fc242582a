package dev.weft.rollout.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Serializes the values of the state stores and their changelogs. Thread-safe. */
final class StoreJson {

  // Unknown fields may come from a later release.
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private StoreJson() {}

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot convert to JSON: " + value, e);
    }
  }

  /** Reads a value written by {@link #write}; null for null. */
  static <T> T read(byte[] json, Class<T> type) {
    try {
      return json == null ? null : MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException("invalid JSON of a " + type.getSimpleName(), e);
    }
  }
}
