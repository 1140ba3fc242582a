package dev.weft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.Json;

/** What the gateway's HTTP API asks people about. Thread-safe. */
public final class LabelQueueClient {
  private final WeftClient client;

  public LabelQueueClient(WeftClient client) {
    this.client = client;
  }

  /**
   * Images whose label is probably wrong, the most doubtful first.
   *
   * @param model only of this one; null for all
   */
  public JsonNode doubtful(String model, int limit) {
    String query =
        "?reason=doubtful&limit="
            + limit
            + (model == null ? "" : "&model=" + WeftClient.encode(model));
    return client.json(
        client.requireOk(client.sendPatiently(client.request("v1/labels/queue" + query).build())));
  }

  /**
   * Answers whether an image's label is right.
   *
   * @param label that it has, or the right one
   * @param by who says so; null if unknown
   * @return the image
   */
  public JsonNode answer(String id, String label, String by) {
    ObjectNode body = Json.object().put("label", label).put("confirmed", true);
    if (by != null) {
      body.put("by", by);
    }
    String path = "v1/images/" + WeftClient.encode(id) + "/label";
    return client.json(client.requireOk(client.sendPatiently(client.post(path, body).build())));
  }
}
