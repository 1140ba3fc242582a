package dev.weft.testsupport.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * The gateway's HTTP interface in memory, with configurable faults. An image's bytes are its label;
 * the label {@code bad} is rejected, {@code silent} never appears in the stream.
 */
public final class FakeGateway implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  public final List<String> uploads = new CopyOnWriteArrayList<>();
  public final AtomicInteger busyAnswers = new AtomicInteger();
  public volatile Function<String, Integer> refuse = id -> 0;

  /** The model's prediction for an image, by its id and its bytes. */
  public volatile BiFunction<String, String, String> sees = (id, body) -> body.strip();

  /** The version that answers. */
  public volatile IntSupplier version = () -> 1;

  /** The response for any training's report. */
  public volatile String report = "{}";

  /** The last label of each image: id to request body. */
  public final Map<String, JsonNode> labeled = new ConcurrentHashMap<>();

  /** Successive responses for trainings; the last one is repeated. */
  public final Deque<String> trainings = new ConcurrentLinkedDeque<>();

  /** Successive responses for an image's erasure; the last one is repeated. */
  public final Deque<String> erasures = new ConcurrentLinkedDeque<>();

  /** Why no version can be used to explain an image; null if one can. */
  public volatile String brokenModel;

  /** Successive responses for the model's rollout state; the last one is repeated. */
  public final Deque<String> rollouts = new ConcurrentLinkedDeque<>();

  /** The response to orders: status, then body; null for the next state. */
  public volatile String orderAnswer;

  /** The response for any model's uncertain answers. */
  public volatile String uncertainty;

  /** The response for the system's state; null for a gateway without it. */
  public volatile String system;

  /** The response for any version, also in lists. */
  public volatile String modelVersion = "{}";

  /** The {@code Authorization} headers of requests for models; empty if absent. */
  public final List<String> credentials = new CopyOnWriteArrayList<>();

  /**
   * Recorded requests: for trainings method, path, key and body; for rollouts with If-Match as key;
   * for explanations; and for created models method, path and body.
   */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  /** Named data sets: the response for each, and its images' lines. */
  public final Map<String, String> datasets = new ConcurrentHashMap<>();

  public volatile String datasetLines = "";

  /** Number of image downloads that break off in the middle. */
  public final AtomicInteger brokenDownloads = new AtomicInteger();

  /** The response to the query for doubtful labels. */
  public volatile String doubtful = "{\"images\":[]}";

  /** The stream of predictions. */
  public final FakePredictions predictions = new FakePredictions();

  private final Map<String, String> bytes = new ConcurrentHashMap<>();
  private final Map<String, String> labels = new ConcurrentHashMap<>();
  private final Map<String, Integer> versions = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public FakeGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/models", this::models);
    server.createContext("/v1/images", this::images);
    server.createContext("/v1/erasures", exchange -> erasure(exchange, 200));
    server.createContext("/v1/predictions/stream", predictions::stream);
    server.createContext("/v1/trainings", this::trainings);
    server.createContext("/v1/datasets", this::datasets);
    server.createContext(
        "/v1/labels/queue",
        exchange -> {
          requests.add("GET " + exchange.getRequestURI());
          answer(exchange, 200, doubtful);
        });
    server.createContext("/v1/rollouts", this::rollouts);
    server.createContext(
        "/v1/system",
        exchange -> answer(exchange, system == null ? 404 : 200, system == null ? "{}" : system));
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void models(HttpExchange exchange) throws IOException {
    String asks = exchange.getRequestURI().getPath();
    if (asks.contains("/uncertainty")) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(exchange.getRequestMethod() + " " + asks + " " + body);
      answer(exchange, 200, uncertainty);
      return;
    }
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    credentials.add(sent == null ? "" : sent);
    String path = exchange.getRequestURI().getPath();
    if (path.contains("/unknown/")) {
      answer(exchange, 404, "{\"title\":\"no model\",\"status\":404}");
      return;
    }
    if (exchange.getRequestMethod().equals("DELETE")) {
      requests.add("DELETE " + path);
      boolean isThere = path.endsWith("/tops");
      answer(
          exchange, isThere ? 200 : 409, isThere ? "{}" : "{\"title\":\"in use\",\"status\":409}");
      return;
    }
    if (path.contains("/versions")) {
      boolean list = path.endsWith("/versions");
      answer(exchange, 200, list ? "{\"versions\":[" + modelVersion + "]}" : modelVersion);
      return;
    }
    if (exchange.getRequestMethod().equals("POST")) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add("POST " + path + " " + body);
      answer(exchange, 201, body);
      return;
    }
    answer(
        exchange,
        200,
        """
        {"models":[{"name":"clothing","versions":[{"version":1,"classes":["hat","shirt"],
        "publishedAt":"2026-01-01T00:00:00Z","inputSize":[299,299]}]}],
        "defaultModel":"clothing"}\
        """);
  }

  private void erasure(HttpExchange exchange, int status) throws IOException {
    if (erasures.isEmpty()) {
      answer(exchange, 404, "{\"title\":\"The image does not exist\",\"status\":404}");
      return;
    }
    answer(exchange, status, erasures.size() > 1 ? erasures.poll() : erasures.peek());
  }

  private void images(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (busyAnswers.getAndDecrement() > 0) {
      exchange.getResponseHeaders().add("Retry-After", "0");
      answer(exchange, 503, "{\"title\":\"busy\",\"status\":503}");
      return;
    }
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/explanation")) {
      explain(exchange, path.substring("/v1/images/".length(), path.length() - 12));
      return;
    }
    if (path.endsWith("/content")) {
      String id = path.substring("/v1/images/".length(), path.length() - 8);
      exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
      if (brokenDownloads.getAndDecrement() > 0) {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
        exchange.close();
        return;
      }
      answer(exchange, bytes.containsKey(id) ? 200 : 410, bytes.getOrDefault(id, "{}"));
      return;
    }
    if (path.equals("/v1/images") && exchange.getRequestMethod().equals("GET")) {
      list(exchange);
      return;
    }
    if (path.endsWith("/label")) {
      label(exchange, path.substring("/v1/images/".length(), path.length() - 6), body);
      return;
    }
    if (exchange.getRequestMethod().equals("DELETE")) {
      requests.add("DELETE " + exchange.getRequestURI());
      erasure(exchange, 202);
      return;
    }
    if (exchange.getRequestMethod().equals("POST")) {
      String id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      int status = refuse.apply(id);
      if (status > 0) {
        answer(exchange, status, "{\"title\":\"no\",\"detail\":\"other bytes\",\"status\":409}");
        return;
      }
      uploads.add(id);
      bytes.put(id, body);
      labels.put(id, sees.apply(id, body));
      versions.put(id, version.getAsInt());
      predictions.publish(id, labels.get(id), versions.get(id));
      answer(exchange, 202, "{\"id\":\"" + id + "\",\"state\":\"uploaded\"}");
      return;
    }
    String id = path.substring("/v1/images/".length());
    String label = labels.get(id);
    answer(exchange, label == null ? 404 : 200, label == null ? "{}" : view(id, label));
  }

  private void datasets(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String name = exchange.getRequestURI().getPath().replaceAll("^/v1/datasets/?", "");
    if (exchange.getRequestMethod().equals("POST")) {
      requests.add("POST /v1/datasets " + body);
      name = parse(body).path("name").asText();
      answer(exchange, 201, datasets.get(name));
    } else if (name.isEmpty()) {
      requests.add("GET " + exchange.getRequestURI());
      answer(exchange, 200, "{\"datasets\":[" + String.join(",", datasets.values()) + "]}");
    } else if (!datasets.containsKey(name.replace("/images", ""))) {
      answer(exchange, 404, "{\"title\":\"no data set\",\"status\":404}");
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      requests.add("DELETE " + exchange.getRequestURI());
      boolean isInUse = datasets.get(name).contains("in use");
      answer(exchange, isInUse ? 409 : 200, isInUse ? datasets.get(name) : "{}");
    } else {
      answer(exchange, 200, name.endsWith("/images") ? datasetLines : datasets.get(name));
    }
  }

  /** Two images per page, in the order of their upload. */
  private void list(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    int from =
        query.contains("cursor=")
            ? Integer.parseInt(query.replaceAll(".*cursor=(\\d+).*", "$1"))
            : 0;
    int to = Math.min(uploads.size(), from + 2);
    String images =
        uploads.subList(from, to).stream()
            .map(id -> view(id, labels.get(id)))
            .collect(Collectors.joining(","));
    String next = to < uploads.size() ? "\"" + to + "\"" : "null";
    answer(exchange, 200, "{\"images\":[%s],\"next\":%s}".formatted(images, next));
  }

  private void explain(HttpExchange exchange, String id) throws IOException {
    requests.add("GET " + exchange.getRequestURI());
    if (brokenModel != null) {
      exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
      answer(exchange, 502, "{\"title\":\"unusable\",\"detail\":\"" + brokenModel + "\"}");
    } else if (!labels.containsKey(id)) {
      answer(exchange, 404, "{\"title\":\"no image\",\"detail\":\"no image " + id + "\"}");
    } else if ("image/png".equals(exchange.getRequestHeaders().getFirst("Accept"))) {
      answer(exchange, 200, "a picture");
    } else {
      answer(
          exchange,
          200,
          """
          {"id":"%s","model":{"name":"clothing","version":2},"label":"hat","logit":1.5,
          "probability":0.25,"predicted":{"label":"shirt","probability":0.75},"bias":0.5,
          "map":[[1,1]],"shares":[[0.5,0.5]]}\
          """
              .formatted(id));
    }
  }

  private void label(HttpExchange exchange, String id, String body) throws IOException {
    if (!labels.containsKey(id)) {
      answer(exchange, 404, "{\"title\":\"no image\",\"detail\":\"no image " + id + "\"}");
      return;
    }
    labeled.put(id, parse(body));
    answer(exchange, 200, view(id, labels.get(id)));
  }

  private void trainings(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (!exchange.getRequestMethod().equals("GET")) {
      requests.add(exchange.getRequestMethod() + " " + path + " " + key + " " + body);
    }
    if (path.endsWith("/unknown") || trainings.isEmpty()) {
      answer(exchange, 404, "{\"title\":\"no training\",\"status\":404}");
      return;
    }
    if (path.endsWith("/report")) {
      answer(exchange, 200, report);
      return;
    }
    if (path.equals("/v1/trainings") && exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 200, "{\"trainings\":[" + String.join(",", trainings) + "]}");
      return;
    }
    String training = trainings.size() > 1 ? trainings.remove() : trainings.peek();
    answer(exchange, exchange.getRequestMethod().equals("GET") ? 200 : 202, training);
  }

  private void rollouts(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().toString();
    boolean order = !exchange.getRequestMethod().equals("GET");
    if (order) {
      String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
      requests.add(exchange.getRequestMethod() + " " + path + " " + ifMatch + " " + body);
    }
    if (path.equals("/v1/rollouts")) {
      answer(exchange, 200, "{\"rollouts\":[" + String.join(",", rollouts) + "]}");
      return;
    }
    if (order && orderAnswer != null) {
      exchange.getResponseHeaders().add("ETag", "\"7\"");
      int space = orderAnswer.indexOf(' ');
      int status = Integer.parseInt(orderAnswer.substring(0, space));
      answer(exchange, status, orderAnswer.substring(space + 1));
      return;
    }
    if (path.contains("/unknown")) {
      answer(exchange, 404, "{\"title\":\"no rollout\",\"status\":404}");
      return;
    }
    answer(exchange, 200, rollouts.size() > 1 ? rollouts.remove() : rollouts.peek());
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + body, e);
    }
  }

  private String view(String id, String label) {
    JsonNode given = labeled.get(id);
    String extra =
        given == null
            ? ""
            : """
            "label":%s,"labeling":{"source":%s,"by":%s,"at":"2026-01-01T00:00:02Z"},\
            """
                .formatted(given.get("label"), given.get("source"), given.get("by"));
    return """
    {%s"id":"%s","links":{"content":"/v1/images/%s/content"},"model":null,"tags":{},
    "state":"classified","size":5,"uploadedAt":"2026-01-01T00:00:00Z","predictions":[
    {"model":{"name":"clothing","version":%d},"role":"primary","engine":"onnx-cpu",
    "labels":[{"label":%s,"probability":0.75},{"label":"other","probability":0.25}],
    "timings":{"inferSeconds":0.1},"classifiedAt":"2026-01-01T00:00:01Z"}]}\
    """
        .formatted(extra, id, id, versions.get(id), TextNode.valueOf(label));
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    predictions.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
