package dev.weft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.Json;

/** What the gateway's HTTP API lets do with models. Thread-safe. */
public final class ModelClient {
  private final WeftClient client;

  public ModelClient(WeftClient client) {
    this.client = client;
  }

  /** Deletes a model that has no version yet. */
  public void delete(String name) {
    client.requireOk(
        client.sendPatiently(
            client.request("v1/models/" + WeftClient.encode(name)).DELETE().build()));
  }

  /**
   * Creates a model, or does nothing if it was created with the same base before.
   *
   * @param base what its first training starts from; null for the server's choice
   */
  public JsonNode create(String name, String base) {
    ObjectNode body = Json.object().put("name", name);
    if (base != null) {
      body.put("base", base);
    }
    return client.json(
        client.requireOk(client.sendPatiently(client.post("v1/models", body).build())));
  }
}
