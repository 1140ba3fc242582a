package dev.weft.gateway.views.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Serializes views, for the state store, its changelog, and between replicas. Thread-safe. */
public final class ViewJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ViewJson() {}

  /** Writes a view or a slice as UTF-8 JSON. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot convert to JSON: " + value, e);
    }
  }

  /** Reads a value written by {@link #write}; null for null. */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return json == null ? null : MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException("invalid JSON of a " + type.getSimpleName(), e);
    }
  }
}
