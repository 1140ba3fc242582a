package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.client.event.ImageEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PredictionStreamTest {
  private static final Map<String, String> STREAM = Map.of("Content-Type", "text/event-stream");

  private final BlockingQueue<ImageEvent> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private PredictionStream follow(PredictionStream.Options options) {
    return server
        .client()
        .predictions()
        .follow(options, (event, json, id) -> events.add(event), notes::add);
  }

  private static String classified(String id, String role) {
    return """
    event: image-classified
    id: %s
    data: {"imageId":"%s","model":{"name":"clothing","version":1},"role":"%s","engine":"onnx-cpu",
    data: "predictions":[{"label":"hat","probability":0.75}],"timings":{"inferSeconds":0.1}}

    """
        .formatted(id, id, role);
  }

  @Test
  void aStreamThatIsCutOffGoesOnBehindTheLastEvent() throws InterruptedException {
    server
        .says(200, STREAM, ": connected\n\n" + classified("1", "primary"))
        .says(503, "{\"title\":\"away\"}")
        .says(
            200,
            STREAM,
            "event: mood\ndata: {}\n\nevent: image-rejected\ndata: nonsense\n\n"
                + classified("2", "shadow"));

    try (PredictionStream stream = follow(PredictionStream.Options.ANSWERS)) {
      assertThat(next().imageId()).isEqualTo("1");
      assertThat(next().imageId()).isEqualTo("2");
      assertThat(stream.failure()).isNull();
    }
    assertThat(server.asked.subList(0, 3))
        .extracting(asked -> asked.header("Last-event-id"))
        .containsExactly(null, "1", "1");
    assertThat(notes)
        .anyMatch(note -> note.contains("interrupted"))
        .anyMatch(note -> note.contains("skipped an event"));
  }

  @Test
  void aReconnectionThatIsNeverAnsweredIsTriedAgain() throws InterruptedException {
    server
        .says(200, STREAM, classified("1", "primary"))
        .staysSilent()
        .says(200, STREAM, classified("2", "primary"));
    WeftClient impatient = server.builder().timeout(Duration.ofSeconds(2)).build();

    try (PredictionStream stream =
        impatient
            .predictions()
            .follow(
                PredictionStream.Options.ANSWERS,
                (event, json, id) -> events.add(event),
                notes::add)) {
      assertThat(next().imageId()).isEqualTo("1");
      assertThat(next().imageId()).isEqualTo("2");
      assertThat(stream.failure()).isNull();
    }
    assertThat(server.asked.subList(0, 3))
        .extracting(asked -> asked.header("Last-event-id"))
        .containsExactly(null, "1", "1");
  }

  @Test
  void eachEventComesWithItsIdToResumeFrom() throws InterruptedException {
    server.says(200, STREAM, classified("1", "primary") + classified("2", "primary"));
    BlockingQueue<String> ids = new LinkedBlockingQueue<>();

    try (PredictionStream stream =
        server
            .client()
            .predictions()
            .follow(
                PredictionStream.Options.ANSWERS, (event, json, id) -> ids.add(id), notes::add)) {
      assertThat(ids.poll(30, TimeUnit.SECONDS)).isEqualTo("1");
      assertThat(ids.poll(30, TimeUnit.SECONDS)).isEqualTo("2");
      assertThat(stream.failure()).isNull();
    }
  }

  @Test
  void kindsAndALabelAreAskedFor() throws InterruptedException {
    server.says(200, STREAM, classified("1", "primary"));

    try (PredictionStream stream =
        follow(
            new PredictionStream.Options(
                Set.of(ImageEvent.Kind.LABELED, ImageEvent.Kind.CLASSIFIED), "t-shirt", "0"))) {
      next();
      assertThat(stream.failure()).isNull();
    }
    assertThat(server.asked.get(0).line())
        .isEqualTo("GET /v1/predictions/stream?events=classified%2Clabeled&label=t-shirt");
    assertThat(server.asked.get(0).header("Last-event-id")).isEqualTo("0");
  }

  @Test
  void aStreamThatIsRefusedSaysWhy() {
    server.says(401, "{\"title\":\"No key\",\"status\":401}");

    assertThatThrownBy(() -> follow(PredictionStream.Options.ANSWERS))
        .isInstanceOf(WeftException.class)
        .hasMessageContaining("HTTP 401: No key");
  }

  @Test
  void shadowsAnswerNobody() throws Exception {
    String data = classified("1", "shadow").replaceAll("(?m)^(event|id):.*\n|^data: ", "");

    ImageEvent shadow = ImageEvent.of("image-classified", data).orElseThrow();
    ImageEvent primary =
        ImageEvent.of("image-classified", data.replace("shadow", "primary")).orElseThrow();

    assertThat(Answer.of(shadow)).isEmpty();
    assertThat(Answer.of(primary))
        .contains(new Answer.Classified("1", "hat", 0.75, "clothing:1", "onnx-cpu", 0.1));
    assertThat(ImageEvent.of("image-unlabeled", "{\"imageId\":\"x\"}"))
        .contains(new ImageEvent.Unlabeled("x"));
    assertThat(List.of(ImageEvent.Kind.values())).hasSize(5);
  }

  private ImageEvent next() throws InterruptedException {
    ImageEvent event = events.poll(30, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }
}
