package dev.weft.systemtests;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.events.ObjectRef;
import dev.weft.objectstore.ObjectStore;
import dev.weft.systemtests.BadEvents.BadEvent;
import dev.weft.testsupport.inputs.BadInput;
import dev.weft.testsupport.inputs.BadInputs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputST {

  private static final String BUCKET = "weft";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** Reason by record key, for everything that must be rejected. */
  private final Map<String, String> expected = new HashMap<>();

  /** What was wrong, by record key. */
  private final Map<String, String> names = new HashMap<>();

  @Test
  void eachBadInputIsRejectedWithItsReasonAndEveryGoodImageIsClassified() throws Exception {
    Map<String, byte[]> good = DrawnImages.named("good", 30);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        EmbeddedStore endpoint = Backends.store(folder.resolve("store"), 0);
        ObjectStore store = Backends.client(endpoint);
        WeftProcess weft =
            WeftProcess.against(
                broker.port(),
                endpoint.endpoint(),
                folder.resolve("weft"),
                Backends.credentials());
        KafkaProducer<String, byte[]> producer = producer(broker)) {
      weft.awaitReady();
      Uploads uploads = new Uploads(weft);
      var goodLeft = new LinkedHashMap<>(good);

      for (BadInput input : BadInputs.all()) {
        uploadNext(goodLeft, uploads);
        publishFile(input, uploads, store, producer);
      }
      for (BadEvent event : BadEvents.about(goodObject(store, good))) {
        uploadNext(goodLeft, uploads);
        publishEvent(event, producer);
      }
      assertThat(expected).as("kinds of bad input").hasSizeGreaterThan(30);

      try (ResultLog log = new ResultLog(broker.bootstrapServers())) {
        log.readUntil(expected.size() + good.size(), Duration.ofMinutes(2))
            .readFor(Duration.ofSeconds(2));
        assertThat(reasons(log)).isEqualTo(named(expected));
        assertThat(log.predictions().keySet()).isEqualTo(good.keySet());
      }
      assertThat(weft.isAlive()).as("no restart").isTrue();
      assertThat(weft.isReady()).as("still ready").isTrue();
    }
  }

  private void uploadNext(Map<String, byte[]> good, Uploads uploads) throws Exception {
    if (!good.isEmpty()) {
      String id = good.keySet().iterator().next();
      assertThat(uploads.send(id, good.remove(id)).statusCode()).as(id).isEqualTo(202);
    }
  }

  /** By HTTP where the gateway takes it; what it refuses at the door comes in through the store. */
  private void publishFile(
      BadInput input, Uploads uploads, ObjectStore store, KafkaProducer<String, byte[]> producer)
      throws Exception {
    String id = "file-" + input.name();
    int status = uploads.send(id, input.bytes()).statusCode();
    if (status == 202) {
      expect(id, input.reason(), input.name());
      return;
    }
    assertThat(status).as("refused at the door: %s", input.name()).isIn(400, 413);
    String key = "images/" + input.name();
    store.put(BUCKET, key, input.bytes(), "image/jpeg");
    expect(id, input.reason(), input.name());
    send(
        producer,
        BadEvents.event(id, new ObjectRef(BUCKET, key, input.bytes().length, null), null));
  }

  private void publishEvent(BadEvent event, KafkaProducer<String, byte[]> producer)
      throws Exception {
    RecordMetadata position = send(producer, event.record());
    String key = event.record().key();
    boolean idIsKnown = key.matches("bad-(missing|checksum|late)");
    expect(idIsKnown ? key : null, event.reason(), event.name(), position);
  }

  private void expect(String key, String reason, String name) {
    expected.put(key, reason);
    names.put(key, name);
  }

  private void expect(String key, String reason, String name, RecordMetadata at) {
    expect(key != null ? key : position(at.topic(), at.partition(), at.offset()), reason, name);
  }

  private static String position(String topic, int partition, long offset) {
    return topic + "-" + partition + "@" + offset;
  }

  /** Invalid events are told apart by their origin, which the rejection must name. */
  private Map<String, String> reasons(ResultLog log) throws Exception {
    Map<String, String> reasons = new HashMap<>();
    for (Map.Entry<String, String> rejection : log.rejections().entrySet()) {
      JsonNode value = JSON.readTree(rejection.getValue());
      JsonNode origin = value.get("origin");
      assertThat(value.get("detail").asText()).isNotBlank();
      String at =
          position(
              origin.get("topic").asText(),
              origin.get("partition").asInt(),
              origin.get("offset").asLong());
      reasons.put(expected.containsKey(at) ? at : rejection.getKey(), value.get("reason").asText());
    }
    return named(reasons);
  }

  private Map<String, String> named(Map<String, String> byKey) {
    return byKey.entrySet().stream()
        .collect(toMap(e -> names.getOrDefault(e.getKey(), e.getKey()), Map.Entry::getValue));
  }

  private static ObjectRef goodObject(ObjectStore store, Map<String, byte[]> good) {
    byte[] bytes = good.values().iterator().next();
    store.put(BUCKET, "images/good.jpg", bytes, "image/jpeg");
    return new ObjectRef(BUCKET, "images/good.jpg", bytes.length, null);
  }

  private static RecordMetadata send(
      KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> record)
      throws Exception {
    return producer.send(record).get(10, TimeUnit.SECONDS);
  }

  private static KafkaProducer<String, byte[]> producer(EmbeddedBroker broker) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }
}
