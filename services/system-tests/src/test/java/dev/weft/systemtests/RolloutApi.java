package dev.weft.systemtests;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** Rollouts of one model, over HTTP. */
public final class RolloutApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Server gateway;
  private final String model;
  private final HttpClient http;

  RolloutApi(Server gateway) {
    this(gateway, RolloutScene.MODEL);
  }

  public RolloutApi(Server gateway, String model) {
    this.gateway = gateway;
    this.model = model;
    this.http = gateway.client().build();
  }

  /** Sets the model's policy. */
  public JsonNode policy(String json) {
    return send("PUT", "", json, 200);
  }

  /** Such as {@code promote}. */
  public JsonNode order(String action, String json) {
    return send("POST", "/" + action, json, 200);
  }

  /** The state as it is now. */
  public JsonNode state() {
    return send("GET", "", null, 200);
  }

  /** Waits until the state is as wanted, and returns it; else says what it last was. */
  public JsonNode awaitState(String what, Duration patience, Predicate<JsonNode> wanted) {
    JsonNode[] last = new JsonNode[1];
    try {
      await(what)
          .atMost(patience)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> wanted.test(last[0] = state()));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "; the state is " + last[0], e);
    }
    return last[0];
  }

  private JsonNode send(String method, String path, String body, int expected) {
    HttpRequest.Builder request =
        gateway
            .request("/v1/rollouts/" + model + path)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(20))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() != expected) {
        throw new AssertionError(
            method + " " + path + " gave " + response.statusCode() + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
