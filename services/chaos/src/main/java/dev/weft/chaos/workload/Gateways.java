package dev.weft.chaos.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.chaos.history.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends requests to the gateways in turn, without retries. Thread-safe. */
public final class Gateways {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final List<URI> gateways;
  private final String apiKey;
  private final AtomicInteger turn = new AtomicInteger();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();

  public Gateways(SystemUnderTest target) {
    this.gateways = target.gateways();
    this.apiKey = target.apiKey();
  }

  /**
   * The response to a request.
   *
   * @param status {@link Operation#NO_ANSWER} if there was no response
   * @param body JSON; a missing node if there is none
   */
  public record Answer(int status, JsonNode body, Instant sentAt, Instant at) {

    public boolean isAcknowledged() {
      return Operation.isAcknowledged(status);
    }

    /** Whether a repeated request may be answered differently. */
    public boolean isPassing() {
      return status == Operation.NO_ANSWER || status == 408 || status == 429 || status >= 500;
    }
  }

  /** Uploads an image; the id is its idempotency key. */
  public Answer upload(String model, String id, byte[] bytes, String contentType) {
    return send(
        request("/v1/images?model=" + model)
            .header("Idempotency-Key", id)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(bytes)));
  }

  /**
   * Labels an image.
   *
   * @param by who labels it; null if it is not said
   */
  public Answer label(String imageId, String label, String by) {
    var body = JSON.createObjectNode().put("label", label);
    if (by != null) {
      body.put("by", by);
    }
    return send(json("/v1/images/" + imageId + "/label").POST(text(body)));
  }

  Answer unlabel(String imageId) {
    return send(request("/v1/images/" + imageId + "/label").DELETE());
  }

  /** Erases an image. */
  public Answer erase(String imageId) {
    return send(request("/v1/images/" + imageId).DELETE());
  }

  /** Requests a training; the id is its idempotency key. */
  public Answer train(String trainingId, JsonNode body) {
    return send(json("/v1/trainings").header("Idempotency-Key", trainingId).POST(text(body)));
  }

  /** Sends an order about a model's versions, such as {@code start}. */
  public Answer order(String model, String action, String orderId, JsonNode body) {
    return send(
        json("/v1/rollouts/" + model + "/" + action)
            .header("Idempotency-Key", orderId)
            .POST(text(body)));
  }

  /** Sets the policy of a model's rollouts. */
  public Answer policy(String model, String orderId, JsonNode policy) {
    return send(json("/v1/rollouts/" + model).header("Idempotency-Key", orderId).PUT(text(policy)));
  }

  /** Sets an alias of a model's version. */
  public Answer alias(String model, String alias, String orderId, int version) {
    return send(
        json("/v1/rollouts/" + model + "/aliases/" + alias)
            .header("Idempotency-Key", orderId)
            .PUT(text(JSON.createObjectNode().put("version", version))));
  }

  /** Names the data set of all labels that a model has now. */
  public Answer dataset(String name, String model) {
    return send(
        json("/v1/datasets")
            .POST(text(JSON.createObjectNode().put("name", name).put("model", model))));
  }

  /** Asks for a resource. */
  public Answer get(String path) {
    return send(request(path).GET());
  }

  private static BodyPublisher text(JsonNode body) {
    return BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String path) {
    URI gateway = gateways.get(Math.floorMod(turn.getAndIncrement(), gateways.size()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .timeout(TIMEOUT)
            .header("Accept", "application/json");
    if (apiKey != null) {
      request.header("Authorization", "Bearer " + apiKey);
    }
    return request;
  }

  private Answer send(HttpRequest.Builder request) {
    Instant sent = Instant.now();
    int status = Operation.NO_ANSWER;
    JsonNode body = JSON.missingNode();
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      status = response.statusCode();
      body = JSON.readTree(response.body());
    } catch (IOException e) {
      // No response, or one that is not JSON, according to the status.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Answer(status, body, sent, Instant.now());
  }
}
