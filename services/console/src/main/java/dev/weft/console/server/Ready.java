package dev.weft.console.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.console.Json;
import java.net.URI;
import java.util.Optional;

/**
 * What a server that is ready says of itself.
 *
 * @param http the gateway
 * @param kafka the broker's bootstrap servers
 * @param s3 the store
 * @param bucket the one bucket
 * @param engine that serves, such as {@code onnx-cpu}
 * @param model that is served, such as {@code clothing:1}
 */
public record Ready(URI http, String kafka, URI s3, String bucket, String engine, String model) {
  private static final String MARK = "WEFT READY ";

  /** From a line of the server's output; empty if the line is another one. */
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
