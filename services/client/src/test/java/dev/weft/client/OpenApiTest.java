package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.event.ImageEvent;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The client supports exactly the operations that the document describes. */
class OpenApiTest {

  /** Operations that the client does not support, with the reason. */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("rolloutProgress", "for pages; the state says all of it, whenever it is asked"),
          Map.entry("trainingProgress", "for pages; the training says all of it, epochs too"),
          Map.entry("signIn", "for browsers: a program sends its key with each request"),
          Map.entry("signOut", "for browsers"),
          Map.entry("eventSchema", "for validators, which fetch it by its URL"),
          Map.entry("inferenceServer", "the Open Inference Protocol has clients of its own"),
          Map.entry("inferenceServerLive", "as above"),
          Map.entry("inferenceServerReady", "as above"),
          Map.entry("inferenceModel", "as above"),
          Map.entry("inferenceModelVersion", "as above"),
          Map.entry("inferenceModelReady", "as above"),
          Map.entry("inferenceModelVersionReady", "as above"),
          Map.entry("infer", "as above"),
          Map.entry("inferByVersion", "as above"));

  private static final OpenApi API = OpenApi.read();

  private static List<Operation<?>> offered() {
    return Arrays.stream(Operations.class.getDeclaredFields())
        .filter(field -> field.getType() == Operation.class)
        .<Operation<?>>map(OpenApiTest::value)
        .toList();
  }

  private static Operation<?> value(Field field) {
    try {
      return (Operation<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyOperationOfTheDocumentIsOfferedOrLeftOutForAReason() {
    Set<String> known = new TreeSet<>(LEFT_OUT.keySet());
    offered().forEach(each -> known.add(each.id()));

    assertThat(known).isEqualTo(API.operations().keySet());
  }

  @Test
  void everyOperationIsAsTheDocumentSays() {
    assertThat(differences(API)).isEmpty();
  }

  @Test
  void everyEventOfTheStreamIsAsItsSchemaSays() throws IOException {
    Map<String, Class<?>> events = new TreeMap<>();
    for (Class<?> type : ImageEvent.class.getPermittedSubclasses()) {
      events.put("image-" + type.getSimpleName().toLowerCase(Locale.ROOT), type);
    }
    assertThat(events).containsOnlyKeys(streamed());
    // The removal of a label is not a separate event type in Kafka.
    assertThat(events.remove("image-unlabeled")).isEqualTo(ImageEvent.Unlabeled.class);

    for (Map.Entry<String, Class<?>> each : events.entrySet()) {
      JsonNode schema =
          new ObjectMapper()
              .readTree(
                  Files.readString(OpenApi.schemas().resolve(each.getKey() + ".v1.schema.json")));
      Differences differences = new Differences(new OpenApi(schema), false);
      differences.compare(each.getKey(), each.getValue(), schema);
      assertThat(differences.found()).isEmpty();
    }
  }

  /** Names of the stream's events in the document. */
  private static Set<String> streamed() {
    Set<String> names = new TreeSet<>();
    String text = API.operations().get("predictions").json().path("description").asText();
    for (String word : text.split("[^a-z-]+")) {
      if (word.matches("image-[a-z]+")) {
        names.add(word);
      }
    }
    return names;
  }

  @Test
  void aChangeOfTheDocumentIsSeen() {
    ObjectNode changed = API.document().deepCopy();
    JsonNode list = changed.at("/paths/~1v1~1images/get");
    ((ObjectNode) list.at("/parameters/0")).put("name", "from");
    ObjectNode schemas = (ObjectNode) changed.at("/components/schemas");
    ((ObjectNode) schemas.at("/Image/properties")).remove("sha256");
    ((ObjectNode) schemas.at("/Training/properties")).putObject("mood").put("type", "string");
    ((ObjectNode) schemas.at("/Share/properties/value")).put("type", "number");
    ((ObjectNode) schemas.at("/LabelRequest/properties/label")).put("type", "integer");
    ((ObjectNode) schemas.at("/Verdict")).withArray("enum").add("late");
    ((ObjectNode) changed.at("/paths")).remove("/v1/models/{model}/versions");

    assertThat(differences(new OpenApi(changed)))
        .anyMatch(each -> each.contains("images: other query parameters"))
        .anyMatch(each -> each.contains("has other members than Image"))
        .anyMatch(each -> each.contains("has other members than Training"))
        .anyMatch(each -> each.contains("value is never null"))
        .anyMatch(each -> each.contains("label is of type [integer], not string"))
        .anyMatch(each -> each.contains("values that Verdict has not: [late]"))
        .anyMatch(each -> each.contains("modelVersions is not in the document"));
  }

  private static List<String> differences(OpenApi api) {
    return new Comparison(api).of(offered());
  }
}
