package dev.weft.chaos.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;

/** Converts operations to JSON objects, one per line. */
final class HistoryJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private HistoryJson() {}

  static String line(Operation operation) {
    try {
      return MAPPER.writerFor(Operation.class).writeValueAsString(operation);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write " + operation, e);
    }
  }

  static Operation read(String line) throws JsonProcessingException {
    return MAPPER.readValue(line, Operation.class);
  }
}
