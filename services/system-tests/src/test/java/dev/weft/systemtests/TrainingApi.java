package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Labels, trainings, models and predictions as a client sees them. */
public final class TrainingApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ENDS = Set.of("published", "rejected", "failed", "cancelled");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Server weft;
  private final HttpClient http;

  public TrainingApi(Server weft) {
    this.weft = weft;
    this.http = weft.client().connectTimeout(Duration.ofSeconds(2)).build();
  }

  /** Says what an image shows. */
  public void label(String imageId, String label) throws IOException {
    String body = JSON.createObjectNode().put("label", label).toString();
    HttpResponse<String> answer = send("POST", "/v1/images/" + imageId + "/label", body);
    assertThat(answer.statusCode()).as("label of %s: %s", imageId, answer.body()).isEqualTo(200);
  }

  /** Takes it back. */
  public void unlabel(String imageId) throws IOException {
    assertThat(send("DELETE", "/v1/images/" + imageId + "/label", null).statusCode())
        .as("label of %s taken back", imageId)
        .isEqualTo(204);
  }

  /** Asks for a training; the status of the answer. */
  int ask(String trainingId, String body) throws IOException {
    HttpRequest request =
        request("/v1/trainings")
            .header("Idempotency-Key", trainingId)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return send(request).statusCode();
  }

  /** Asks for a training, which is taken in. */
  public void request(String trainingId, String body) throws IOException {
    assertThat(ask(trainingId, body)).as("request of %s", trainingId).isEqualTo(202);
  }

  void cancel(String trainingId) throws IOException {
    assertThat(send("DELETE", "/v1/trainings/" + trainingId, null).statusCode())
        .as("cancellation of %s", trainingId)
        .isEqualTo(202);
  }

  public JsonNode training(String trainingId) throws IOException {
    return get("/v1/trainings/" + trainingId);
  }

  /** Waits until the training is so far, however often the server goes away meanwhile. */
  JsonNode awaitTraining(String trainingId, String what, Predicate<JsonNode> isSo) {
    return await(trainingId + ": " + what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(() -> training(trainingId), isSo);
  }

  /** Waits for the end of a training. */
  public JsonNode awaitEnd(String trainingId) {
    return awaitTraining(trainingId, "its end", TrainingApi::isEnded);
  }

  static boolean isEnded(JsonNode training) {
    return ENDS.contains(training.path("state").asText());
  }

  static String phase(JsonNode training) {
    return training.path("progress").path("phase").asText();
  }

  JsonNode report(String trainingId) throws IOException {
    return get("/v1/trainings/" + trainingId + "/report");
  }

  /** Versions of a model, the oldest first. */
  List<JsonNode> versions(String model) throws IOException {
    for (JsonNode each : get("/v1/models").get("models")) {
      if (each.get("name").asText().equals(model)) {
        return List.of(JSON.convertValue(each.get("versions"), JsonNode[].class));
      }
    }
    return List.of();
  }

  /** What the model has said of an image; an empty list if it has not yet. */
  public JsonNode predictions(String imageId) throws IOException {
    return image(imageId).get("predictions");
  }

  /** What is known of an image. */
  public JsonNode image(String imageId) throws IOException {
    return get("/v1/images/" + imageId);
  }

  private JsonNode get(String path) throws IOException {
    HttpResponse<String> answer = send(request(path).GET().build());
    if (answer.statusCode() != 200) {
      throw new IOException("%s: %d %s".formatted(path, answer.statusCode(), answer.body()));
    }
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(String method, String path, String body) throws IOException {
    HttpRequest.Builder request = request(path);
    if (body == null) {
      return send(request.method(method, BodyPublishers.noBody()).build());
    }
    return send(
        request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return weft.request(path).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
