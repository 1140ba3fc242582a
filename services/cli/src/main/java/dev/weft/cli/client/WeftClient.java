package dev.weft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The gateway's HTTP API. Thread-safe.
 *
 * <p>Busy answers (429, 502, 503, 504) and lost connections are tried again within the {@link
 * Backoff}'s patience, uploads with the same {@code Idempotency-Key}, so that none becomes two
 * images. After that a {@link CliException} with {@link ExitCode#UNREACHABLE} ends the command.
 */
public final class WeftClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration REQUEST = Duration.ofSeconds(60);
  private static final String PROBLEM_TYPE = "application/problem+json";

  private final URI server;
  private final Backoff backoff;
  private final Connection connection;
  private final HttpClient http;
  private final String model;

  public WeftClient(URI server, Backoff backoff) {
    this(server, backoff, Connection.PLAIN);
  }

  public WeftClient(URI server, Backoff backoff, Connection connection) {
    this(server, backoff, connection, null);
  }

  /** {@code model} is what uploads are for; null for the server's default. */
  public WeftClient(URI server, Backoff backoff, Connection connection, String model) {
    this.model = model;
    String text = server.toString();
    this.server = text.endsWith("/") ? server : URI.create(text + "/");
    this.backoff = backoff;
    this.connection = connection;
    this.http = connection.client(CONNECT);
  }

  public URI server() {
    return server;
  }

  /** Uploads a file, streaming. */
  public Upload upload(Path file, String id, Map<String, String> tags) {
    BodyPublisher body;
    try {
      if (!Files.isReadable(file)) {
        return new Upload.Unreadable("cannot be read: no such file, or no permission");
      }
      body = BodyPublishers.ofFile(file);
    } catch (FileNotFoundException e) {
      return new Upload.Unreadable("cannot be read: it is gone");
    }
    return upload(body, id, tags, false);
  }

  /** Uploads bytes. */
  public Upload upload(byte[] bytes, String id, Map<String, String> tags) {
    return upload(bytes, id, tags, false);
  }

  /**
   * Uploads bytes.
   *
   * @param forTraining whether they are only to be labeled and learned from: no model answers them
   */
  public Upload upload(byte[] bytes, String id, Map<String, String> tags, boolean forTraining) {
    return upload(BodyPublishers.ofByteArray(bytes), id, tags, forTraining);
  }

  private Upload upload(
      BodyPublisher body, String id, Map<String, String> tags, boolean forTraining) {
    String query =
        (model == null ? "" : "&model=" + encode(model)) + (forTraining ? "&purpose=training" : "");
    HttpRequest.Builder request =
        request("v1/images" + query.replaceFirst("&", "?"))
            .header("Content-Type", "application/octet-stream")
            .header("Idempotency-Key", id)
            .POST(body);
    if (!tags.isEmpty()) {
      request.header("Weft-Tags", FileTag.header(tags));
    }
    HttpResponse<String> response = sendPatiently(request.build());
    if (response.statusCode() / 100 != 2) {
      return new Upload.Refused(Problem.of(response.statusCode(), response.body()));
    }
    return new Upload.Accepted(Answer.ofImage(json(response)));
  }

  /** The gateway's view of an image; empty if it knows none of this id. */
  public Optional<JsonNode> image(String id) {
    return found("v1/images/" + encode(id));
  }

  /**
   * Says what an image shows.
   *
   * @param by who says so; null if unknown
   * @param source where it comes from, such as {@code folder}
   * @return why the server refuses it; empty if it does not
   */
  public Optional<Problem> label(String id, String label, String by, String source) {
    ObjectNode body = Json.object().put("label", label).put("source", source);
    if (by != null) {
      body.put("by", by);
    }
    HttpResponse<String> response =
        sendPatiently(post("v1/images/" + encode(id) + "/label", body).build());
    return response.statusCode() / 100 == 2
        ? Optional.empty()
        : Optional.of(Problem.of(response.statusCode(), response.body()));
  }

  /** Where something of the gateway's lies, for others to fetch. */
  public String address(String path) {
    return server.resolve(path).toString();
  }

  /**
   * Copies an image's bytes into a file, in another try if a connection breaks.
   *
   * @return the content type that the bytes show
   * @throws IOException if the file cannot be written
   */
  public String content(String id, Path file) throws IOException {
    HttpRequest request = request("v1/images/" + encode(id) + "/content").build();
    return new ImageDownload(this, backoff).copy(request, file);
  }

  /**
   * Asks for a training.
   *
   * @param id of the training; null for one that the server makes
   */
  public JsonNode requestTraining(JsonNode body, String id) {
    // Tried again with the same id, it is the same training.
    String key = id == null ? UUID.randomUUID().toString() : id;
    HttpRequest.Builder request = post("v1/trainings", body).header("Idempotency-Key", key);
    return json(requireOk(sendPatiently(request.build())));
  }

  /** A training as the gateway shows it; empty if it knows none of this id. */
  public Optional<JsonNode> training(String id) {
    return found("v1/trainings/" + encode(id));
  }

  /** The newest trainings. */
  public JsonNode trainings() {
    return json(requireOk(sendPatiently(request("v1/trainings").build())));
  }

  /** What a training's trainer wrote down. */
  public JsonNode trainingReport(String id) {
    String path = "v1/trainings/" + encode(id) + "/report";
    return json(requireOk(sendPatiently(request(path).build())));
  }

  /** Ends a training; the training as it is now. */
  public JsonNode cancelTraining(String id) {
    HttpRequest.Builder request = request("v1/trainings/" + encode(id)).DELETE();
    return json(requireOk(sendPatiently(request.build())));
  }

  /** Rollouts, on the same server. */
  public RolloutClient rollouts() {
    return new RolloutClient(this);
  }

  /** A model's versions; empty if the store holds none. */
  public Optional<JsonNode> versions(String model) {
    return found("v1/models/" + encode(model) + "/versions");
  }

  /** A version, by its number or one of its names; empty if the store does not hold it. */
  public Optional<JsonNode> version(String model, String version) {
    return found("v1/models/" + encode(model) + "/versions/" + encode(version));
  }

  /** What lies there; empty for nothing. */
  Optional<JsonNode> found(String path) {
    HttpResponse<String> response = sendPatiently(request(path).build());
    return response.statusCode() == 404 ? Optional.empty() : Optional.of(json(requireOk(response)));
  }

  /** The models that the store holds. One try: also tells quickly whether a server is there. */
  public JsonNode models() {
    return json(requireOk(sendOnce("v1/models")));
  }

  /** The whole system. One try: also tells quickly whether a server is there. */
  public JsonNode system() {
    HttpResponse<String> response = sendOnce("v1/system");
    if (response.statusCode() == 404) {
      throw new CliException(
          ExitCode.UNREACHABLE,
          "what answers at " + server + " has no status: it is no Weft gateway, or an older one",
          "name the gateway with --server URL");
    }
    return json(requireOk(response));
  }

  HttpResponse<String> sendOnce(String path) {
    try {
      return http.send(
          request(path).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether the server answers at all, now. */
  public boolean isReachable() {
    return answers("q/health/live");
  }

  /** Whether the server says that it is ready to work, now. */
  public boolean isReady() {
    return answers("q/health/ready");
  }

  /** Opens the prediction stream; the body stays open. */
  HttpResponse<InputStream> stream(String lastEventId, String label)
      throws IOException, InterruptedException {
    String query = label == null ? "" : "?label=" + encode(label);
    URI uri = server.resolve("v1/predictions/stream" + query);
    HttpRequest.Builder request = connection.request(uri).header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return http.send(request.build(), BodyHandlers.ofInputStream());
  }

  private boolean answers(String path) {
    HttpRequest request = request(path).timeout(Duration.ofSeconds(3)).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  HttpResponse<String> sendPatiently(HttpRequest request) {
    return sendPatiently(request, BodyHandlers.ofString());
  }

  <T> HttpResponse<T> sendPatiently(HttpRequest request, BodyHandler<T> body) {
    long deadline = System.nanoTime() + backoff.patience().toNanos();
    for (int attempt = 1; ; attempt++) {
      Optional<Duration> asked = Optional.empty();
      IOException lost = null;
      HttpResponse<T> response = null;
      try {
        response = http.send(request, body);
        if (!isBusy(response)) {
          return response;
        }
        asked =
            response
                .headers()
                .firstValue("Retry-After")
                .flatMap(value -> Backoff.retryAfter(value, Clock.systemUTC()));
      } catch (IOException e) {
        lost = e;
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      Duration pause = backoff.pause(attempt, asked);
      if (System.nanoTime() + pause.toNanos() > deadline) {
        if (lost != null) {
          throw unreachable(lost);
        }
        return response;
      }
      sleep(pause);
    }
  }

  private static boolean isBusy(HttpResponse<?> response) {
    return switch (response.statusCode()) {
      case 429, 503, 504 -> true;
      // From a proxy it passes; the gateway itself says with it that a model is broken.
      case 502 ->
          !response.headers().firstValue("Content-Type").orElse("").startsWith(PROBLEM_TYPE);
      default -> false;
    };
  }

  static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  HttpRequest.Builder request(String path) {
    return connection
        .request(server.resolve(path))
        .timeout(REQUEST)
        .header("Accept", "application/json");
  }

  HttpRequest.Builder post(String path, JsonNode body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(Json.line(body)));
  }

  HttpResponse<String> requireOk(HttpResponse<String> response) {
    if (response.statusCode() / 100 != 2) {
      throw refused(Problem.of(response.statusCode(), response.body()));
    }
    return response;
  }

  JsonNode json(HttpResponse<String> response) {
    try {
      return Json.parse(response.body());
    } catch (IllegalArgumentException e) {
      throw new CliException(
          ExitCode.UNREACHABLE,
          "what answers at " + server + " is no Weft gateway: its answer is " + e.getMessage(),
          "name the gateway with --server URL",
          e);
    }
  }

  CliException refused(Problem problem) {
    int code = problem.status() == 404 ? ExitCode.NOT_FOUND : ExitCode.FAILED;
    return new CliException(code, "the server at " + server + " says " + problem, problem.hint());
  }

  CliException unreachable(IOException e) {
    String why = e.getMessage() == null ? "connection refused" : e.getMessage();
    return new CliException(
        ExitCode.UNREACHABLE,
        "no Weft server answers at " + server + " (" + why + ")",
        "start one with `weft up`, or name another with --server URL",
        e);
  }

  static CliException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CliException(ExitCode.FAILED, "interrupted", "", e);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
