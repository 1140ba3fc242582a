package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.ImageUploaded;
import dev.weft.events.ObjectRef;
import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.models.ColourBundle;
import dev.weft.testsupport.models.ColourImage;
import dev.weft.testsupport.models.ColourNetwork;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A second model with classes of its own, beside the one that a scene has. */
final class TwoModels {
  static final String COLOURS = "colours";

  private static final int IMAGES = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TrainingScene scene;
  private final RolloutApi clothing;
  private final RolloutApi colours;
  private final List<String> coloured = new ArrayList<>();

  TwoModels(TrainingScene scene) {
    this.scene = scene;
    this.clothing = scene.rollouts(TrainingScene.MODEL);
    this.colours = scene.rollouts(COLOURS);
  }

  /** Publishes a version of the second model, and waits until it serves and nothing is left. */
  void publish(int version, ColourNetwork network) {
    new ColourBundle(COLOURS, version, network).objects().forEach(scene::put);
    await("version " + version + " of " + COLOURS)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(() -> colours.state().path("serving").asInt() == version);
  }

  /**
   * What was decided about the first model, and when; not how it does. Once no rollout of it is
   * under way, which goes on by itself.
   */
  List<JsonNode> decidedAboutClothing() {
    JsonNode state =
        clothing.awaitState(
            "the first model's rollout is over",
            Duration.ofMinutes(3),
            now -> now.path("rollout").isMissingNode() || now.path("rollout").isNull());
    return Stream.of("revision", "serving", "rollout", "history", "changedAt")
        .map(state::get)
        .toList();
  }

  /** Images of both in turns, each with the classes of its own model alone. */
  void eachAnswersItsOwn(String run, int version) throws Exception {
    Map<String, Garment> garments = DrawnImages.of(run, TrainingScene.GARMENTS, IMAGES);
    Map<String, String> expected = new LinkedHashMap<>();
    int number = 0;
    for (Map.Entry<String, Garment> garment : garments.entrySet()) {
      scene.upload(garment.getKey(), garment.getValue().jpeg());
      ColourImage image = ColourImage.number(number++);
      String id = run + "-" + image.label() + "-" + number;
      assertThat(scene.uploads().send(id, image.png(), "image/png", COLOURS).statusCode())
          .isEqualTo(202);
      expected.put(id, image.label());
    }
    coloured.addAll(expected.keySet());
    for (Map.Entry<String, String> each : expected.entrySet()) {
      JsonNode answer = answer(each.getKey());
      assertThat(answer.at("/model/name").asText()).isEqualTo(COLOURS);
      assertThat(answer.at("/model/version").asInt()).isEqualTo(version);
      assertThat(answer.at("/labels/0/label").asText()).isEqualTo(each.getValue());
      assertThat(answer.path("labels").findValuesAsText("label"))
          .containsExactlyInAnyOrderElementsOf(ColourNetwork.CLASSES);
    }
    for (String id : garments.keySet()) {
      JsonNode answer = answer(id);
      assertThat(answer.at("/model/name").asText()).isEqualTo(TrainingScene.MODEL);
      assertThat(answer.path("labels").findValuesAsText("label"))
          .doesNotContainAnyElementsOf(ColourNetwork.CLASSES);
    }
  }

  private JsonNode answer(String id) {
    JsonNode predictions =
        await("an answer about " + id)
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(50))
            .ignoreExceptions()
            .until(() -> scene.api().predictions(id), found -> found.size() > 0);
    assertThat(predictions).as("answers of %s", id).hasSize(1);
    return predictions.get(0);
  }

  /** The second model's images get labels of the first one's classes. */
  void labelColoursLikeClothes() throws IOException {
    for (int i = 0; i < coloured.size(); i++) {
      scene.label(coloured.get(i), TrainingScene.GARMENTS.get(i % 2));
    }
  }

  /** What was never published answers nobody, and loses nothing. */
  void anUnknownModelIsAnError() throws Exception {
    byte[] png = ColourImage.number(1).png();
    HttpResponse<String> refused = scene.uploads().send("for-hats", png, "image/png", "hats");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(404);
    assertThat(refused.body()).contains("no-such-model", "hats");
    assertThat(scene.uploads().get("/v1/images/for-hats").statusCode()).isEqualTo(404);

    scene.put("images/for-hats", png);
    scene.send(
        new ImageUploaded(
            "for-hats-by-event",
            new ObjectRef("weft", "images/for-hats", png.length, null),
            "image/png",
            Instant.now(),
            null,
            Map.of(),
            "hats"));
    JsonNode image =
        await("a rejection")
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(
                () -> scene.api().image("for-hats-by-event"),
                found -> found.path("state").asText().equals("rejected"));
    assertThat(image.at("/rejection/reason").asText()).isEqualTo("unknown_model");
    assertThat(scene.uploads().get("/v1/images/for-hats-by-event/content").statusCode())
        .isEqualTo(200);

    HttpResponse<String> taken =
        scene.uploads().send(coloured.get(0), ColourImage.number(0).png(), "image/png", null);
    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(taken.body()).contains("is for model colours");
  }

  /** Both answer without Kafka, too. */
  void bothSpeakTheInferenceProtocol() throws IOException {
    JsonNode described = JSON.readTree(scene.uploads().get("/v2/models/" + COLOURS).body());
    assertThat(described.path("name").asText()).isEqualTo(COLOURS);
    assertThat(described.at("/outputs/1/shape/1").asInt()).isEqualTo(ColourNetwork.CLASSES.size());
    assertThat(scene.uploads().get("/v2/models/" + TrainingScene.MODEL).statusCode())
        .isEqualTo(200);
    HttpResponse<String> unknown = scene.uploads().get("/v2/models/hats");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("clothing, colours");
  }
}
