package dev.weft.systemtests.badinput;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.access.Role;
import dev.weft.access.key.ApiKey;
import dev.weft.access.key.HashedKey;
import dev.weft.access.key.KeyFile;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ObjectImageId;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import dev.weft.systemtests.Backends;
import dev.weft.systemtests.SmallModels;
import dev.weft.systemtests.WeftProcess;
import dev.weft.testsupport.models.ColourBundle;
import dev.weft.testsupport.models.ColourImage;
import dev.weft.testsupport.models.ColourNetwork;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * A system that requires API keys: the packaged application, with a broker and a store that tests
 * can access. The default model is a network of a few bytes; a complete one is there for trainings.
 */
final class RunningWeft implements AutoCloseable {

  static final String BUCKET = "weft";

  /** The default model. */
  static final String COLOURS = "colours";

  /** The model that is trained. */
  static final String CLOTHING = "clothing";

  /** Brightness above which the serving version fails: only entirely white images have it. */
  private static final double WHITE = 0.999;

  private final Path folder;
  private final EmbeddedBroker broker;
  private final EmbeddedStore endpoint;
  private final ObjectStore store;
  private final Map<Role, ApiKey> keys = new EnumMap<>(Role.class);
  private final WeftProcess weft;
  private final Web web;
  private final Heard heard;
  private final KafkaProducer<String, byte[]> producer;
  private final CommandLine commands;
  private final int partitions;
  private final Map<String, String> neighbours = new LinkedHashMap<>();
  private int touched;
  private int images;

  RunningWeft(Path folder) throws IOException {
    this.folder = folder;
    broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
    endpoint = Backends.store(folder.resolve("store"), 0);
    store = Backends.client(endpoint);
    Path hashes = folder.resolve("keys");
    makeKeys(hashes);
    Path data = folder.resolve("weft");
    SmallModels.putStarter(store, data);
    publish(1, ColourNetwork.right().failingAbove(WHITE)).forEach(this::put);
    weft =
        WeftProcess.against(broker.port(), endpoint.endpoint(), data, settings(hashes))
            .awaitReady();
    web = new Web(weft, keys.get(Role.OPERATOR).text());
    heard = new Heard(broker.bootstrapServers());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 4 << 20),
            new StringSerializer(),
            new ByteArraySerializer());
    partitions = producer.partitionsFor(Topics.IMAGES_UPLOADED).size();
    store.put(BUCKET, good().key(), goodImage(), "image/png");
    Files.writeString(folder.resolve("operator.key"), web.key());
    commands =
        new CommandLine(
            folder,
            Map.of(
                "WEFT_SERVER",
                weft.uri("").toString(),
                "WEFT_API_KEY",
                web.key(),
                "AWS_ACCESS_KEY_ID",
                Backends.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                Backends.SECRET_KEY));
  }

  private static String[] settings(Path keys) {
    List<String> settings = new ArrayList<>(List.of(Backends.credentials()));
    settings.addAll(List.of(WeftProcess.FOR_TRAINING));
    settings.addAll(
        List.of(
            "-Dweft.access.keys-file=" + keys,
            "-Dweft.classifier.model=" + COLOURS,
            "-Dweft.gateway.trainings.model=" + COLOURS,
            "-Dweft.classifier.report=1s",
            "-Dweft.classifier.image-retry=2s",
            "-Dweft.rollout.store-every=1s",
            "-Dweft.gateway.intake.max-files=3",
            // A busy machine would otherwise log stack traces of blocked threads, which are not
            // caused by bad input.
            "-Dquarkus.vertx.warning-exception-time=1H",
            // Objects that the test puts into the store are announced by the test only.
            "-Dweft.gateway.reconcile.interval=0"));
    return settings.toArray(String[]::new);
  }

  private void makeKeys(Path file) throws IOException {
    SecureRandom random = new SecureRandom();
    for (Role role : Role.values()) {
      ApiKey key = ApiKey.generate(random);
      keys.put(role, key);
      new KeyFile(file).add(HashedKey.of(key, role, Instant.now(), Optional.empty(), role.code()));
    }
  }

  /** Objects of a version by key, with the manifest last. */
  Map<String, byte[]> publish(int version, ColourNetwork network) {
    return new ColourBundle(COLOURS, version, network).objects();
  }

  Web web() {
    return web;
  }

  String key(Role role) {
    return keys.get(role).text();
  }

  /** Puts an object without announcing it. */
  void put(String key, byte[] bytes) {
    store.put(BUCKET, key, bytes, "application/octet-stream");
  }

  /**
   * Id of the image at a key, with the ETag of the stored object; if there is none, with the given
   * one of a notification.
   */
  String imageAt(String key, String etag) {
    return ObjectImageId.of(
        BUCKET, key, store.stat(BUCKET, key).map(StoredObject::etag).orElse(etag));
  }

  /** A valid image in the store that was not announced. */
  ObjectRef good() {
    return new ObjectRef(BUCKET, "images/good.png", goodImage().length, null);
  }

  static byte[] goodImage() {
    return ColourImage.number(1).png();
  }

  /** Runs a command in a folder with the given files. */
  Answer command(Map<String, byte[]> files, String... arguments)
      throws IOException, InterruptedException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    List<String> all = new ArrayList<>(List.of(arguments));
    all.replaceAll(argument -> argument.replace("STORE", endpoint.endpoint().toString()));
    return commands.run(all);
  }

  /** Sends a record, which the broker must accept. */
  RecordMetadata send(ProducerRecord<String, byte[]> record) throws Exception {
    RecordMetadata at = producer.send(record).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    if (at.topic().equals(Topics.IMAGES_UPLOADED)) {
      touched = at.partition();
    }
    return at;
  }

  /** Sends a record about an image, valid or not, and waits for the response. */
  Answer image(ProducerRecord<String, byte[]> record) throws Exception {
    RecordMetadata at = send(record);
    return answer(heard.about(position(at)));
  }

  /** Uploads a file that the gateway accepts, and waits for its result. */
  Answer file(byte[] bytes, String... headers) throws Exception {
    String id = "file-" + ++images;
    HttpRequest.Builder request =
        web.to("/v1/images").header("Idempotency-Key", id).POST(BodyPublishers.ofByteArray(bytes));
    if (headers.length > 0) {
      request.headers(headers);
    }
    Answer taken = web.send(request);
    touched = partition(id);
    return taken.kind().equals("202") ? answer(heard.about(id)) : taken;
  }

  /** Waits for the event about an image. */
  Answer answerAbout(String subject) {
    return answer(heard.about(subject));
  }

  private static Answer answer(JsonNode event) {
    return event.hasNonNull("reason")
        ? Answer.of("rejected " + event.path("reason").asText(), event.path("detail").asText())
        : Answer.of("classified", event.at("/predictions/0/label").asText());
  }

  /** Sends an invalid order that has an id, and waits for its refusal. */
  Answer order(ProducerRecord<String, byte[]> record, String id) throws Exception {
    send(record);
    JsonNode refused = heard.about(id);
    return Answer.of("refused " + refused.path("reason").asText(), refused.path("detail").asText());
  }

  /** Sends a record that cannot be answered, and waits for the log message about it. */
  Answer leftAside(ProducerRecord<String, byte[]> record, Attempted reading) throws Exception {
    String position = " " + position(send(record)) + "";
    reading.run();
    String line =
        await("a log line about" + position)
            .atMost(TIMEOUT)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> logged(position), Optional::isPresent)
            .orElseThrow();
    return Answer.of("left aside", line.substring(line.indexOf(position) + position.length()));
  }

  /** Makes the system read the record that was sent. */
  @FunctionalInterface
  interface Attempted {
    void run() throws Exception;
  }

  private Optional<String> logged(String part) throws IOException {
    return weft.logLines().stream().filter(line -> line.contains(part)).findFirst();
  }

  private static String position(RecordMetadata at) {
    return "%s-%d@%d".formatted(at.topic(), at.partition(), at.offset());
  }

  /**
   * Uploads the next valid image to the partition of the last record; its result arrives in the
   * background.
   */
  void uploadNeighbour() throws Exception {
    ColourImage image = ColourImage.number(images + 1_000L);
    String id;
    do {
      id = "neighbour-" + ++images;
    } while (partition(id) != touched);
    HttpRequest.Builder request =
        web.to("/v1/images")
            .header("Idempotency-Key", id)
            .POST(BodyPublishers.ofByteArray(image.png()));
    assertThat(web.send(request)).as("upload of %s", id).extracting(Answer::kind).isEqualTo("202");
    neighbours.put(id, image.label());
  }

  private int partition(String id) {
    return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  /** Waits until each valid image, and one more after all of them, has the correct prediction. */
  void requireNeighbours() throws Exception {
    for (touched = 0; touched < partitions; touched++) {
      uploadNeighbour();
    }
    neighbours.forEach(
        (id, label) ->
            assertThat(answerAbout(id)).as(id).isEqualTo(Answer.of("classified", label)));
  }

  /** Valid images that do not have exactly one result. */
  List<String> notAnsweredOnce() {
    Map<String, Integer> counts = heard.counts();
    return neighbours.keySet().stream().filter(id -> counts.getOrDefault(id, 0) != 1).toList();
  }

  /** Start time of the process, from its metrics. */
  double startTime() throws IOException, InterruptedException {
    return counted("process_start_time_seconds");
  }

  /** Current value of a metric; 0 if it has no samples. */
  double counted(String metric) throws IOException, InterruptedException {
    return web.response(web.to("/q/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  WeftProcess process() {
    return weft;
  }

  @Override
  public void close() {
    if (heard != null) {
      producer.close(Duration.ofSeconds(2));
      heard.close();
    }
    weft.close();
    store.close();
    endpoint.close();
    broker.close();
  }
}
