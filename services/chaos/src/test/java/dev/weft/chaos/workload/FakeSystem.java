package dev.weft.chaos.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.base.Sha256;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.events.catalog.Topics;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The parts of the system that clients see, with a real broker and store. It responds at once, and
 * drops the response to every fifth upload, so that clients must retry.
 */
final class FakeSystem implements AutoCloseable {
  static final String MODEL = "clothing";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BUCKET = "weft";

  private final EmbeddedBroker broker;
  private final EmbeddedStore endpoint;
  private final StoreSettings settings;
  private final ObjectStore store;
  private final HttpServer http;
  private final KafkaProducer<String, String> producer;
  private final Map<String, String> images = new HashMap<>();
  private final Map<String, String> labels = new TreeMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private int versions = 1;
  private int revision = 1;
  private boolean forgetful;

  FakeSystem(Path folder) throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
    endpoint = EmbeddedStore.start(folder.resolve("store"), 0, "user", "long-secret");
    settings = StoreSettings.of(endpoint.endpoint(), "user", "long-secret");
    store = new S3ObjectStore(settings);
    store.ensureBucket(BUCKET);
    try (Admin admin = Admin.create(kafka())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.IMAGES_UPLOADED, 2, (short) 1),
                  new NewTopic(Topics.IMAGES_CLASSIFIED, 2, (short) 1),
                  new NewTopic(Topics.IMAGES_LABELED, 2, (short) 1),
                  new NewTopic(Topics.TRAINING_PROGRESSED, 1, (short) 1),
                  new NewTopic(Topics.MODELS_PUBLISHED, 1, (short) 1),
                  new NewTopic(Topics.ROLLOUTS_CHANGED, 1, (short) 1)))
          .all()
          .get();
    }
    producer = new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer());
    http = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    http.setExecutor(Executors.newCachedThreadPool());
    http.createContext("/v1/images", this::images);
    http.createContext("/v1/trainings", this::trainings);
    http.createContext("/v1/rollouts", this::rollouts);
    http.createContext("/v1/models", this::models);
    http.start();
    state();
  }

  /** Stops producing results for some of the images. */
  void forget() {
    forgetful = true;
  }

  Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  SystemUnderTest target() {
    URI gateway = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    return new SystemUnderTest(List.of(gateway), kafka(), settings, BUCKET, null);
  }

  private synchronized void images(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/label")) {
      label(exchange, path.split("/")[3], body);
      return;
    }
    String id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String sha256 = Sha256.hex(body);
    String there = images.putIfAbsent(id, sha256);
    if (there == null) {
      ObjectNode event = JSON.createObjectNode().put("imageId", id);
      event.putObject("object").put("sha256", sha256);
      send(Topics.IMAGES_UPLOADED, id, event);
      event.put("role", "primary").putObject("model").put("name", MODEL).put("version", 1);
      if (!forgetful || images.size() % 7 != 0) {
        send(Topics.IMAGES_CLASSIFIED, id, event);
      }
    }
    if (requests.getAndIncrement() % 5 == 0) {
      // Drops the response.
      exchange.close();
    } else if (there == null || there.equals(sha256)) {
      answer(exchange, there == null ? 202 : 200, JSON.createObjectNode());
    } else {
      answer(exchange, 409, JSON.createObjectNode());
    }
  }

  private void label(HttpExchange exchange, String id, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("DELETE")) {
      labels.remove(id);
      send(Topics.IMAGES_LABELED, id, null);
      answer(exchange, 204, null);
      return;
    }
    JsonNode said = JSON.readTree(body);
    labels.put(id, said.path("label").asText());
    send(
        Topics.IMAGES_LABELED,
        id,
        JSON.createObjectNode()
            .put("imageId", id)
            .put("model", MODEL)
            .put("label", said.path("label").asText())
            .put("labeledBy", said.path("by").asText()));
    answer(exchange, 200, JSON.createObjectNode());
  }

  private synchronized void trainings(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    StringBuilder manifest = new StringBuilder();
    labels.forEach(
        (image, label) ->
            manifest
                .append(JSON.createObjectNode().put("image", image).put("label", label))
                .append('\n'));
    put("trainings/" + id + "/dataset", id);
    put("datasets/" + id + ".jsonl", manifest.toString());
    int version = ++versions;
    ObjectNode published = JSON.createObjectNode().put("trainingId", id);
    published.putObject("model").put("name", MODEL).put("version", version);
    send(Topics.MODELS_PUBLISHED, MODEL, published);
    send(
        Topics.TRAINING_PROGRESSED,
        MODEL,
        JSON.createObjectNode()
            .put("trainingId", id)
            .put("model", MODEL)
            .put("state", "published")
            .put("version", version));
    answer(exchange, 202, JSON.createObjectNode());
  }

  private void put(String key, String text) {
    store.put(BUCKET, key, text.getBytes(StandardCharsets.UTF_8), "text/plain");
  }

  private synchronized void rollouts(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 200, JSON.createObjectNode().put("serving", 1));
    } else {
      revision++;
      state();
      answer(exchange, 200, JSON.createObjectNode().put("revision", revision));
    }
  }

  private void models(HttpExchange exchange) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.putArray("versions").addObject().put("version", 2);
    answer(exchange, 200, body);
  }

  private void state() {
    send(
        Topics.ROLLOUTS_CHANGED,
        MODEL,
        JSON.createObjectNode().put("model", MODEL).put("revision", revision).put("serving", 1));
  }

  private void send(String topic, String key, JsonNode event) {
    producer.send(new ProducerRecord<>(topic, key, event == null ? null : event.toString()));
    producer.flush();
  }

  private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body == null ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
    producer.close();
    store.close();
    endpoint.close();
    broker.close();
  }
}
