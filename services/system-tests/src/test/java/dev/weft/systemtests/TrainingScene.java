package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.client.WeftClient;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImagePrediction;
import dev.weft.client.image.Prediction;
import dev.weft.client.model.ModelVersion;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.events.object.UploadKey;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import dev.weft.testsupport.garments.Garment;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A process that trains, with a broker and a store that tests can access, and images. */
final class TrainingScene implements AutoCloseable {

  static final String MODEL = "clothing";

  /** Classes of the images. */
  static final List<String> GARMENTS = List.of("dress", "hat", "pants", "shirt", "shoes", "skirt");

  /** Logs in JSON, with a line for each result. */
  private static final String[] LOGS = {
    "-Dquarkus.log.console.json.enabled=true",
    "-Dquarkus.log.category.\"dev.weft.classifier.answers\".level=DEBUG"
  };

  private static final String BUCKET = "weft";
  private static final EventCodec CODEC = new EventCodec();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EmbeddedBroker broker;
  private final EmbeddedStore endpoint;
  private final ObjectStore store;
  private final Collector collector = new Collector();
  private final WeftProcess weft;
  private final KafkaProducer<String, byte[]> producer;
  private final Uploads uploads;
  private final TrainingApi api;
  private final Map<String, Garment> pool = DrawnImages.of("pool", GARMENTS, 24);
  private final Set<String> labeled = new LinkedHashSet<>();
  private int fresh;

  TrainingScene(Path folder) throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
    endpoint = Backends.store(folder.resolve("store"), 0);
    store = Backends.client(endpoint);
    Path data = folder.resolve("weft");
    SmallModels.putStarter(store, data);
    weft =
        WeftProcess.against(
            broker.port(),
            endpoint.endpoint(),
            data,
            Stream.of(Backends.credentials(), WeftProcess.FOR_TRAINING, collector.settings(), LOGS)
                .flatMap(Arrays::stream)
                .toArray(String[]::new));
    Properties settings = new Properties();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    uploads = new Uploads(weft);
    api = new TrainingApi(weft);
    weft.awaitReady();
    upload(pool);
  }

  /** The collector that receives all traces of the process. */
  Collector collector() {
    return collector;
  }

  /**
   * Log lines whose field has a value, once the message of one of them contains a text. The wait is
   * necessary since an event may be logged after its effects are visible.
   */
  List<JsonNode> logLines(String field, String value, String text) {
    return await("a log line with %s=%s that says %s".formatted(field, value, text))
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                weft.jsonLines().stream()
                    .filter(line -> line.at("/mdc/" + field).asText().equals(value))
                    .toList(),
            lines -> lines.stream().anyMatch(line -> message(line).contains(text)));
  }

  private static String message(JsonNode line) {
    return line.path("message").asText();
  }

  /** Uploads an image and waits for its prediction. */
  Image answered(String id, byte[] bytes) {
    return uploads.answered(id, bytes);
  }

  WeftClient weft() {
    return weft.weft();
  }

  /** Response to a request outside the HTTP API, or of another protocol. */
  HttpResponse<String> get(String path) throws IOException {
    return weft.get(path);
  }

  TrainingApi api() {
    return api;
  }

  Uploads uploads() {
    return uploads;
  }

  RolloutApi rollouts(String model) {
    return new RolloutApi(weft, model);
  }

  /**
   * Uploads garments and returns them by image id. The middle part of an id is the garment's class.
   */
  Map<String, Garment> pool() {
    return pool;
  }

  /** The first images of a class in the pool. */
  List<String> firstOf(String garment, int count) {
    return pool.keySet().stream().filter(id -> id.contains(garment)).limit(count).toList();
  }

  void upload(Map<String, Garment> images) throws InterruptedException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    images.forEach((id, garment) -> files.put(id, garment.jpeg()));
    uploads.untilAcknowledged(files, TIMEOUT);
  }

  void upload(String id, byte[] bytes) throws IOException {
    assertThat(uploads.send(id, bytes)).as("upload of %s", id).isEmpty();
  }

  /** Labels images of the pool with their classes. */
  void label(Iterable<String> ids) throws IOException {
    for (String id : ids) {
      label(id, pool.get(id).label());
    }
  }

  void label(String id, String label) throws IOException {
    labeled.add(id);
    api.label(id, label);
  }

  /** Labels an object that was not uploaded through the gateway and whose checksum is unknown. */
  void labelObject(String id, String key, String label) throws Exception {
    labeled.add(id);
    Instant now = Instant.now();
    var object = new ObjectRef(BUCKET, key, 10, null);
    send(new ImageLabeled(id, object, label, now, LabelSource.CSV, null, now));
  }

  /** Removes all labels. */
  void forgetLabels() throws Exception {
    for (String id : labeled) {
      send(CODEC.removal(ImageLabeled.class, id));
    }
    labeled.clear();
  }

  void send(WeftEvent event) throws Exception {
    send(CODEC.encode(event, CloudEvent.of(event, "/system-tests")));
  }

  void send(ProducerRecord<String, byte[]> record) throws Exception {
    producer.send(record).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  void put(String key, byte[] bytes) {
    store.put(BUCKET, key, bytes, "image/jpeg");
  }

  void delete(String key) {
    store.delete(BUCKET, key);
  }

  /** Key of an uploaded image's object, which contains the hour that only the gateway knows. */
  String uploadKey(String id) {
    Iterator<StoredObject> uploads = store.list(BUCKET, UploadKey.PREFIX, null);
    while (uploads.hasNext()) {
      String key = uploads.next().key();
      if (UploadKey.imageId(key).filter(id::equals).isPresent()) {
        return key;
      }
    }
    throw new AssertionError("no upload " + id);
  }

  /** Reads an object that contains one JSON value per line. */
  List<JsonNode> read(String key) throws IOException {
    GetResult result = store.get(BUCKET, key, 1 << 20);
    assertThat(result).as(key).isInstanceOf(GetResult.Found.class);
    String text = new String(((GetResult.Found) result).bytes(), StandardCharsets.UTF_8);
    try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return values.readAll();
    }
  }

  List<Integer> versions() throws IOException {
    return api.versions(MODEL).stream().map(ModelVersion::version).toList();
  }

  /**
   * Waits until a version classifies images, and returns the labels that it predicts for a new
   * image.
   */
  List<String> predictionOf(int version) {
    return await("an answer of version " + version)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(200))
        .until(this::answer, answer -> answer.model().version() == version)
        .labels()
        .stream()
        .map(Prediction::label)
        .toList();
  }

  private ImagePrediction answer() throws IOException {
    String id = "fresh-" + fresh++;
    upload(id, DrawnImages.of(id, GARMENTS, 1).values().iterator().next().jpeg());
    return await("an answer about " + id)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> api.predictions(id).get(0), answer -> true);
  }

  /** The topics' records about all trainings so far. */
  TrainingTopics topics() {
    return new TrainingTopics(broker.bootstrapServers()).readAll();
  }

  boolean isAlive() {
    return weft.isAlive();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    weft.close();
    store.close();
    endpoint.close();
    broker.close();
    collector.close();
  }
}
