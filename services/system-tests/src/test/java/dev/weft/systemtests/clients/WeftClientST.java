package dev.weft.systemtests.clients;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.client.Answer;
import dev.weft.client.PredictionStream;
import dev.weft.client.Upload;
import dev.weft.client.WeftClient;
import dev.weft.client.event.ImageEvent;
import dev.weft.client.image.ExplanationQuery;
import dev.weft.client.image.ImageQuery;
import dev.weft.client.json.WeftJson;
import dev.weft.client.label.LabelQueueQuery;
import dev.weft.client.label.LabelRequest;
import dev.weft.client.label.LabelsQuery;
import dev.weft.client.training.TrainingQuery;
import dev.weft.client.training.TrainingRequest;
import dev.weft.systemtests.DrawnImages;
import dev.weft.systemtests.SmallModels;
import dev.weft.systemtests.WeftProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests Weft's own client with a running server. */
class WeftClientST {
  private static final Path PAGE = Path.of(System.getProperty("weft.root"), "docs/client.md");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL = "clothing";

  @TempDir static Path folder;

  private static WeftProcess process;
  private static WeftClient weft;
  private static byte[] image;

  @BeforeAll
  static void start() throws Exception {
    Path data = folder.resolve("weft");
    SmallModels.putStarter(data);
    process = WeftProcess.allInOne(data, WeftProcess.FOR_TRAINING);
    process.awaitReady();
    weft = process.weft();
    image = DrawnImages.named("shirt", 1).values().iterator().next();
  }

  @AfterAll
  static void stop() {
    if (process != null) {
      process.close();
    }
  }

  @Test
  void thePageOfTheClientDoesWhatItSays() throws Exception {
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    Path program = Files.writeString(folder.resolve("Photograph.java"), block.group(1));
    Path photo = Files.write(folder.resolve("shirt.jpg"), image);

    String printed =
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.toString(),
                weft.server().toString(),
                photo.toString())
            .run()
            .well();

    assertThat(printed)
        .containsPattern("[a-z-]+ [01]\\.\\d\\d by clothing:1")
        .contains("labeled: shirt");
  }

  @Test
  void theStreamTellsEveryKindThatIsAskedFor() throws InterruptedException {
    BlockingQueue<ImageEvent> events = new LinkedBlockingQueue<>();
    PredictionStream.Options all =
        new PredictionStream.Options(Set.of(ImageEvent.Kind.values()), null, null);
    try (PredictionStream stream =
        weft.predictions().follow(all, (event, json, id) -> events.add(event), note -> {})) {
      String id = upload("streamed");
      weft.images().label(id, LabelRequest.of("hat"));
      weft.images().unlabel(id);
      Set<Class<?>> wanted =
          new TreeSet<>(Comparator.comparing((Class<?> type) -> type.getSimpleName()));
      wanted.addAll(
          Set.of(
              ImageEvent.Uploaded.class,
              ImageEvent.Classified.class,
              ImageEvent.Labeled.class,
              ImageEvent.Unlabeled.class));
      while (!wanted.isEmpty()) {
        ImageEvent event = events.poll(60, TimeUnit.SECONDS);
        assertThat(event).as("of " + wanted).isNotNull();
        assertThat(stream.failure()).isNull();
        if (id.equals(event.imageId())) {
          wanted.remove(event.getClass());
        }
      }
    }
  }

  /**
   * Compares each response with its record, written as JSON again: no part may be missing or have
   * another type.
   */
  @Test
  void answersSayAllThatTheServerSays() throws Exception {
    String id = upload("compared");
    weft.images().label(id, LabelRequest.of("hat"));
    weft.trainings().request(TrainingRequest.of(MODEL), "compared");
    await("its end")
        .atMost(TIMEOUT)
        .until(() -> weft.trainings().find("compared").orElseThrow().state().isFinal());

    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("/v1/images/" + id, weft.images().find(id).orElseThrow());
    answers.put("/v1/images?limit=50", weft.images().list(ImageQuery.ALL.limit(50)));
    answers.put(
        "/v1/images/" + id + "/explanation",
        weft.images().explanation(id, ExplanationQuery.DEFAULT));
    answers.put("/v1/labels", weft.labels().counts(new LabelsQuery(null)));
    answers.put("/v1/labels/queue", weft.labels().queue(LabelQueueQuery.ALL));
    answers.put("/v1/trainings", weft.trainings().list(TrainingQuery.ALL));
    answers.put("/v1/trainings/compared", weft.trainings().find("compared").orElseThrow());
    answers.put("/v1/rollouts", weft.rollouts().list());
    answers.put("/v1/rollouts/" + MODEL, weft.rollouts().find(MODEL).orElseThrow());
    answers.put("/v1/models", weft.models().list());
    answers.put("/v1/models/" + MODEL + "/versions", weft.models().versions(MODEL).orElseThrow());
    answers.put(
        "/v1/models/" + MODEL + "/versions/1", weft.models().version(MODEL, "1").orElseThrow());
    answers.put("/v1/system", weft.system().state());
    answers.put("/v1/session", weft.system().session());

    for (Map.Entry<String, Object> each : answers.entrySet()) {
      JsonNode said = JSON.readTree(process.get(each.getKey()).body());
      JsonNode again = WeftJson.mapper().valueToTree(each.getValue());
      assertThat(members(again)).as(each.getKey()).isEqualTo(members(said));
    }
  }

  /** Types of values by path; paths that differ between responses are left out. */
  private static Map<String, Set<String>> members(JsonNode node) {
    Map<String, Set<String>> members = new TreeMap<>();
    collect("", node, members);
    return members;
  }

  private static void collect(String place, JsonNode node, Map<String, Set<String>> members) {
    members.computeIfAbsent(place, key -> new TreeSet<>()).add(node.getNodeType().toString());
    node.properties()
        .forEach(each -> collect(place + "/" + each.getKey(), each.getValue(), members));
    if (node.isArray()) {
      node.forEach(each -> collect(place + "[]", each, members));
    }
  }

  private static String upload(String id) {
    Upload upload = Upload.of(image).id(id).tags(Map.of("file", "x.jpg"));
    Answer answer =
        Answer.of(weft.images().upload(upload.waitFor(Duration.ofSeconds(10)))).orElseThrow();
    assertThat(answer).isInstanceOf(Answer.Classified.class);
    return id;
  }
}
