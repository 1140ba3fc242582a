package dev.weft.console.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.console.Json;
import java.net.URI;
import java.util.Optional;

/**
 * The line that a server prints when it is ready.
 *
 * @param http URL of the gateway
 * @param kafka the broker's bootstrap servers
 * @param s3 URL of the store
 * @param bucket the one bucket
 * @param engine that serves, such as {@code onnx-cpu}
 * @param model that is served, such as {@code clothing:1}
 */
public record Ready(URI http, String kafka, URI s3, String bucket, String engine, String model) {
  private static final String MARK = "WEFT READY ";

  /** Parses a line of the server's output; empty for any other line. */
  static Optional<Ready> of(String line) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    JsonNode said = Json.parse(line.substring(MARK.length()));
    return Optional.of(
        new Ready(
            URI.create(said.path("http").asText()),
            said.path("kafka").asText(),
            URI.create(said.path("s3").asText()),
            said.path("bucket").asText("weft"),
            said.path("engine").asText(""),
            said.path("model").asText("")));
  }
}
