package dev.weft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.Json;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.stream.Stream;

/** What the gateway's HTTP API lets do with named data sets. Thread-safe. */
public final class DatasetClient {
  private static final String PATH = "v1/datasets";

  private final WeftClient client;

  public DatasetClient(WeftClient client) {
    this.client = client;
  }

  /**
   * Gives a model's labels as they are now a name, or does nothing if it stands for just these.
   *
   * @param body as {@code POST /v1/datasets} takes it
   */
  public JsonNode create(ObjectNode body) {
    return client.json(client.requireOk(client.sendPatiently(client.post(PATH, body).build())));
  }

  /**
   * The newest data sets.
   *
   * @param model only of its labels; null for all
   */
  public JsonNode list(String model) {
    String query = "?limit=200" + (model == null ? "" : "&model=" + WeftClient.encode(model));
    return client.json(
        client.requireOk(client.sendPatiently(client.request(PATH + query).build())));
  }

  /** What a name stands for; empty for nothing. */
  public Optional<JsonNode> find(String name) {
    return client.found(PATH + "/" + WeftClient.encode(name));
  }

  /**
   * The images of a data set as {@code GET /v1/images} shows labeled images, as far as a data set
   * knows them. Their lines are in memory until it is closed, some hundred bytes each, so that they
   * are asked for again if a connection breaks.
   */
  public Stream<JsonNode> images(String name) {
    HttpRequest.Builder request =
        client
            .request(PATH + "/" + WeftClient.encode(name) + "/images")
            .setHeader("Accept", "application/jsonl");
    return client
        .requireOk(client.sendPatiently(request.build()))
        .body()
        .lines()
        .map(line -> image(Json.parse(line)));
  }

  private static JsonNode image(JsonNode line) {
    String id = line.path("imageId").asText();
    ObjectNode image = Json.object().put("id", id);
    image.set("label", line.path("label"));
    image.set("size", line.path("object").path("size"));
    image.put("sha256", line.path("object").path("sha256").asText(null));
    image.set("tags", line.has("tags") ? line.get("tags") : Json.object());
    image
        .putObject("labeling")
        .put("source", line.path("source").asText())
        .put("by", line.path("labeledBy").asText(null))
        .put("at", line.path("labeledAt").asText());
    image.putObject("links").put("content", "/v1/images/" + id + "/content");
    return image;
  }
}
