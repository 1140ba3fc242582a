package dev.weft.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.events.Samples;
import dev.weft.events.catalog.EventType;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.json.EventJson;
import dev.weft.events.json.EventSchema;
import dev.weft.events.s3.ObjectChange;
import dev.weft.events.s3.S3Notification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * Any record in a topic is decoded to a value, never to an exception, and accepted events can be
 * written again. No record can therefore stop a consumer.
 */
class HostileRecordsTest {

  private static final int ROUNDS = 1_000;

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-0.0",
          "1e400",
          "-1e400",
          "1.0",
          "1E2",
          "9223372036854775808",
          "1" + "0".repeat(900),
          "1e-999999999",
          "1e999999999",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud83d\"",
          "\"9999-12-31T23:59:59-18:00\"",
          "\"0000-01-01T00:00:00+18:00\"",
          "\"2016-12-31T23:59:60Z\"",
          "\"2026-11-01t12:00:00z\"",
          "\"2026-02-30T12:00:00Z\"",
          "\"" + "/".repeat(100_000) + "\"",
          "\"" + "../".repeat(50_000) + "\"",
          "\"%00%\"",
          "\"" + "x".repeat(300) + "\"",
          "[]",
          "{}",
          "[[[[[[[[[[]]]]]]]]]]",
          "{\"\":null}");

  private final EventCodec codec = new EventCodec();
  private final EventSchema classified = EventSchema.named("image-classified.v1");
  private final EventSchema uploaded = EventSchema.named("image-uploaded.v1");
  private final Random random = new Random(31);

  @Test
  void bytesThatWereDamaged() {
    Samples samples = new Samples(3);
    for (int i = 0; i < ROUNDS; i++) {
      ImageClassified event = samples.classified();
      assertDecodes(event.key(), damaged(EventJson.write(event)));
    }
  }

  @Test
  void anyValueInAnyPlace() throws JsonProcessingException {
    byte[] json = EventJson.write(new Samples(4).classified());
    for (String value : VALUES) {
      for (String pointer : pointers(json)) {
        byte[] changed = replaced(json, pointer, value);
        assertDecodes(EventJson.parse(json).get("imageId").textValue(), changed);
      }
    }
  }

  @Test
  void anyValueInAnyPlaceOfOtherEvents() throws IOException {
    for (String example :
        List.of(
            "training-requested.v1/with-a-whole-recipe",
            "training-progressed.v1/an-epoch",
            "model-published.v1/trained",
            "image-labeled.v1/by-a-person",
            "image-erased.v1/completed",
            "rollout-requested.v1/start",
            "rollout-changed.v1/a-canary-on-its-way",
            "rollout-observed.v1/two-versions",
            "model-measured.v1/a-canarys-minute",
            "model-drifted.v1/labels")) {
      byte[] json = Files.readAllBytes(Path.of("../../schemas/examples/" + example + ".json"));
      EventType type = typeOf(example);
      EventSchema schema = EventSchema.named(type.schema());
      for (String value : VALUES) {
        for (String pointer : pointers(json)) {
          assertDecodes(type, schema, key(json), replaced(json, pointer, value));
        }
      }
    }
  }

  private static EventType typeOf(String example) {
    return Arrays.stream(EventType.values())
        .filter(type -> example.startsWith(type.schema()))
        .findFirst()
        .orElseThrow();
  }

  private static String key(byte[] json) {
    JsonNode tree = EventJson.parse(json);
    JsonNode model = tree.path("model");
    return tree.path("imageId").asText(model.path("name").asText(model.asText()));
  }

  private void assertDecodes(EventType type, EventSchema schema, String key, byte[] value) {
    Decoded<?> decoded = codec.decode(new ConsumerRecord<>(type.topic(), 0, 0, key, value));
    if (decoded instanceof Decoded.Valid<?> valid) {
      byte[] passedOn = codec.encode(valid.event(), valid.cloudEvent()).value();
      assertThat(schema.complaint(EventJson.parse(passedOn))).isEmpty();
    } else if (decoded instanceof Decoded.Invalid<?> invalid) {
      assertThat(invalid.detail()).isNotBlank().hasSizeLessThan(2_000);
    }
  }

  @Test
  void anyValueInAnyPlaceOfANotification() throws IOException {
    byte[] json = Files.readAllBytes(Path.of("../../schemas/examples/s3-notification.v1/put.json"));
    for (String value : VALUES) {
      for (String pointer : pointers(json)) {
        assertCanBePassedOn(S3Notification.parse(replaced(json, pointer, value)));
      }
    }
    for (int i = 0; i < ROUNDS; i++) {
      assertCanBePassedOn(S3Notification.parse(damaged(json)));
    }
  }

  private void assertCanBePassedOn(S3Notification parsed) {
    if (parsed instanceof S3Notification.Valid valid) {
      for (ObjectChange change : valid.changes()) {
        for (ObjectRef object : change.objects()) {
          byte[] passedOn = EventJson.write(change.uploaded(object, change.etag()));
          assertThat(uploaded.complaint(EventJson.parse(passedOn))).isEmpty();
        }
      }
    } else if (parsed instanceof S3Notification.Invalid invalid) {
      assertThat(invalid.detail()).isNotBlank().hasSizeLessThan(2_000);
    }
  }

  private void assertDecodes(String key, byte[] value) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>("weft.images.classified", 0, 0, key, value);
    Decoded<ImageClassified> decoded = codec.decode(record, ImageClassified.class);
    if (decoded instanceof Decoded.Valid<ImageClassified> valid) {
      byte[] passedOn = codec.encode(valid.event(), valid.cloudEvent()).value();
      assertThat(classified.complaint(EventJson.parse(passedOn))).isEmpty();
    } else if (decoded instanceof Decoded.Invalid<ImageClassified> invalid) {
      assertThat(invalid.detail()).isNotBlank().hasSizeLessThan(2_000);
    }
  }

  private byte[] damaged(byte[] json) {
    byte[] damaged = json.clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  private static List<String> pointers(byte[] json) {
    List<String> pointers = new ArrayList<>();
    collect("", EventJson.parse(json), pointers);
    return pointers;
  }

  private static void collect(String at, JsonNode node, List<String> pointers) {
    if (!at.isEmpty()) {
      pointers.add(at);
    }
    node.properties()
        .forEach(field -> collect(at + "/" + escaped(field.getKey()), field.getValue(), pointers));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(at + "/" + i, node.get(i), pointers);
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /**
   * The JSON with raw text at one place. It is composed as text, since a tree cannot represent all
   * values.
   */
  private static byte[] replaced(byte[] json, String pointer, String value)
      throws JsonProcessingException {
    JsonNode tree = EventJson.parse(json);
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = tree.at(pointer.substring(0, slash));
    String last = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(last), "@here@");
    } else {
      ((ObjectNode) parent).put(last, "@here@");
    }
    String text = new ObjectMapper().writeValueAsString(tree);
    return text.replace("\"@here@\"", value).getBytes(UTF_8);
  }
}
