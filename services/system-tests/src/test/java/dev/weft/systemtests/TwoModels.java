package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.client.Problem;
import dev.weft.client.Upload;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImagePrediction;
import dev.weft.client.image.ImageState;
import dev.weft.client.image.ModelRef;
import dev.weft.client.image.Prediction;
import dev.weft.client.rollout.RolloutState;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.models.ColourBundle;
import dev.weft.testsupport.models.ColourImage;
import dev.weft.testsupport.models.ColourNetwork;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A second model with its own classes, beside the model of a scene. */
final class TwoModels {
  static final String COLOURS = "colours";

  private static final int IMAGES = 12;
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

  /**
   * Publishes a version of the second model, and waits until it serves and no rollout is active.
   */
  void publish(int version, ColourNetwork network) {
    new ColourBundle(COLOURS, version, network).objects().forEach(scene::put);
    await("version " + version + " of " + COLOURS)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(() -> RolloutApi.isServing(colours.state(), version));
  }

  /**
   * Decisions about the first model and their times, without its figures. Waits until its newest
   * version serves, since rollouts start and advance by themselves until then.
   */
  List<Object> decidedAboutClothing() throws IOException {
    Integer newest = Collections.max(scene.versions());
    RolloutState state =
        clothing.awaitState(
            "the first model's rollouts are over",
            TIMEOUT,
            now -> now.rollout() == null && newest.equals(now.serving()));
    return Arrays.asList(
        state.revision(), state.serving(), state.rollout(), state.history(), state.changedAt());
  }

  /** Classifies images of both models in turn; each model predicts only its own classes. */
  void eachAnswersItsOwn(String run, int version) throws Exception {
    Map<String, Garment> garments = DrawnImages.of(run, TrainingScene.GARMENTS, IMAGES);
    Map<String, String> expected = new LinkedHashMap<>();
    int number = 0;
    for (Map.Entry<String, Garment> garment : garments.entrySet()) {
      scene.upload(garment.getKey(), garment.getValue().jpeg());
      ColourImage image = ColourImage.number(number++);
      String id = run + "-" + image.label() + "-" + number;
      assertThat(scene.uploads().send(Upload.of(image.png()).id(id).model(COLOURS))).isEmpty();
      expected.put(id, image.label());
    }
    coloured.addAll(expected.keySet());
    for (Map.Entry<String, String> each : expected.entrySet()) {
      ImagePrediction answer = answer(each.getKey());
      assertThat(answer.model()).isEqualTo(new ModelRef(COLOURS, version));
      assertThat(answer.labels().get(0).label()).isEqualTo(each.getValue());
      assertThat(answer.labels())
          .extracting(Prediction::label)
          .containsExactlyInAnyOrderElementsOf(ColourNetwork.CLASSES);
    }
    for (String id : garments.keySet()) {
      ImagePrediction answer = answer(id);
      assertThat(answer.model().name()).isEqualTo(TrainingScene.MODEL);
      assertThat(answer.labels())
          .extracting(Prediction::label)
          .doesNotContainAnyElementsOf(ColourNetwork.CLASSES);
    }
  }

  private ImagePrediction answer(String id) {
    List<ImagePrediction> predictions =
        await("an answer about " + id)
            .atMost(TIMEOUT)
            .pollInterval(Duration.ofMillis(50))
            .ignoreExceptions()
            .until(() -> scene.api().predictions(id), found -> found.size() > 0);
    assertThat(predictions).as("answers of %s", id).hasSize(1);
    return predictions.get(0);
  }

  /** Labels the second model's images with classes of the first model. */
  void labelColoursLikeClothes() throws IOException {
    for (int i = 0; i < coloured.size(); i++) {
      scene.label(coloured.get(i), TrainingScene.GARMENTS.get(i % 2));
    }
  }

  /** Requests for a model that was never published fail, and no image is lost. */
  void anUnknownModelIsAnError() throws Exception {
    byte[] png = ColourImage.number(1).png();
    Problem refused =
        scene.uploads().send(Upload.of(png).id("for-hats").model("hats")).orElseThrow();
    assertThat(refused.status()).as(refused.toString()).isEqualTo(404);
    assertThat(refused.type()).endsWith("no-such-model");
    assertThat(refused.text()).contains("hats");
    assertThat(scene.weft().images().find("for-hats")).isEmpty();

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
    Image image =
        await("a rejection")
            .atMost(TIMEOUT)
            .ignoreExceptions()
            .until(
                () -> scene.api().image("for-hats-by-event"),
                found -> found.state() == ImageState.REJECTED);
    assertThat(image.rejection().reason()).isEqualTo("unknown_model");
    assertThat(scene.weft().images().content("for-hats-by-event")).isEqualTo(png);

    Problem taken =
        scene.uploads().send(coloured.get(0), ColourImage.number(0).png()).orElseThrow();
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.text()).contains("is for model colours");
  }

  /** Both models are also available through the Open Inference Protocol, without Kafka. */
  void bothSpeakTheInferenceProtocol() throws IOException {
    JsonNode described = JSON.readTree(scene.get("/v2/models/" + COLOURS).body());
    assertThat(described.path("name").asText()).isEqualTo(COLOURS);
    assertThat(described.at("/outputs/1/shape/1").asInt()).isEqualTo(ColourNetwork.CLASSES.size());
    assertThat(scene.get("/v2/models/" + TrainingScene.MODEL).statusCode()).isEqualTo(200);
    HttpResponse<String> unknown = scene.get("/v2/models/hats");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("clothing, colours");
  }
}
