package dev.weft.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weft.evaluation.EvaluatedImage;
import dev.weft.evaluation.EvaluationFile;
import dev.weft.evaluation.EvaluationSet;
import dev.weft.evaluation.Tag;
import dev.weft.evaluation.TopScores;
import dev.weft.events.object.TrainingKeys;
import dev.weft.gateway.it.GatewayClient.Answer;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Origin;
import dev.weft.modelstore.TrainingLineage;
import dev.weft.objectstore.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations of versions in the store. The test plays the trainer. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class EvaluationIT extends ModelOfItsOwn {
  private static final List<String> CLASSES = List.of("hat", "shirt");

  @Inject ModelStore bundles;
  @Inject ObjectStore store;

  @TempDir Path directory;

  /** Other tests of the same application expect no versions. */
  @AfterEach
  void removeTheVersions() {
    store
        .list("weft", "models/" + model + "/", null)
        .forEachRemaining(object -> store.delete("weft", object.key()));
  }

  @Test
  void aVersionHasFiguresAtAThresholdByClassAndBySlice() throws IOException {
    int version = publish("t-" + model, null, 4);

    JsonNode all = evaluation(version, "");
    JsonNode sure = evaluation(version, "?threshold=0.8&label=hat");
    JsonNode door = evaluation(version, "?slice=camera:door");

    assertThat(all.at("/overall/precision/value").asDouble()).isEqualTo(.75);
    assertThat(all.at("/overall/recall/part").asInt()).isEqualTo(3);
    assertThat(all.at("/slices/0/value").asText()).isEqualTo("door");
    assertThat(all.path("steps").isNull()).isTrue();
    assertThat(sure.at("/overall/precision/whole").asInt()).as("answered").isEqualTo(2);
    assertThat(sure.at("/curve/label").asText()).isEqualTo("hat");
    assertThat(sure.path("confusion"))
        .filteredOn(cell -> cell.path("answer").isNull())
        .extracting(cell -> cell.path("label").asText())
        .containsExactly("hat", "shirt");
    assertThat(door.at("/overall/images").asInt()).isEqualTo(2);
  }

  @Test
  void aSliderHasEveryThresholdInOneAnswer() throws IOException {
    int version = publish("t-" + model, null, 4);

    JsonNode steps = evaluation(version, "?thresholds=true").path("steps");

    assertThat(steps.at("/overall/precision")).hasSize(101);
    assertThat(steps.at("/overall/precision/0").asDouble()).isEqualTo(.75);
    assertThat(steps.at("/overall/precision/100").isNull()).isTrue();
    assertThat(steps.at("/overall/answered/80").asInt()).isEqualTo(2);
    assertThat(steps.path("classes")).hasSize(2);
    assertThat(steps.at("/confusion/0/lost/0/0").asInt()).isEqualTo(90);
  }

  @Test
  void twoVersionsAreComparedOnTheImagesThatBothWereAskedAbout() throws IOException {
    int before = publish("t1-" + model, null, 4);
    int version = publish("t2-" + model, before, 4);

    JsonNode comparison = evaluation(version, "?against=" + before).path("comparison");
    JsonNode other = evaluation(before, "?against=" + version).path("comparison");

    assertThat(comparison.path("basis").asText()).isEqualTo("judged-together");
    assertThat(comparison.path("images").asInt()).isEqualTo(4);
    assertThat(comparison.path("won").asInt()).isEqualTo(1);
    assertThat(comparison.path("lost").asInt()).isZero();
    assertThat(comparison.at("/difference/value").asDouble()).isEqualTo(.25);
    assertThat(other.at("/difference/value").asDouble()).isEqualTo(-.25);
  }

  @Test
  void whatCannotBeAnsweredIsAProblemThatSaysWhatToDo() throws IOException {
    int version = publish("t1-" + model, null, 4);
    int apart = publish("t2-" + model, null, 0);
    int imported = bundles.publish(draft(Origin.imported("test", "none", null)));
    String path = "/v1/models/" + model + "/versions/" + version + "/evaluation";

    assertProblem(gateway.get(path + "?threshold=1.5"), 400, "bad-parameter", "0 to 1");
    assertProblem(gateway.get(path + "?label=boot"), 400, "bad-parameter", "boot");
    assertProblem(gateway.get(path + "?slice=camera:roof"), 400, "bad-parameter", "camera:door");
    assertProblem(gateway.get(path + "?thresholds=all"), 400, "bad-parameter", "true or false");
    assertProblem(gateway.get(path + "?against=" + version), 400, "bad-parameter", "other than");
    assertProblem(gateway.get(path + "?against=99"), 404, "no-such-version", model);
    assertProblem(
        gateway.get(path + "?against=" + apart), 409, "nothing-to-compare", "POST /v1/trainings");
    assertProblem(
        gateway.get("/v1/models/" + model + "/versions/" + imported + "/evaluation"),
        404,
        "no-evaluation",
        "not trained by this installation");
    assertProblem(
        gateway.get("/v1/trainings/nobody/evaluation"),
        404,
        "no-evaluation",
        "not evaluated a version yet");
  }

  @Test
  void answersThatAreNoneAreSaidAndHarmNoOtherRequest() throws IOException {
    String training = "t-" + model;
    int version = publish(training, null, 4);
    store.put(
        "weft",
        TrainingKeys.file(training, EvaluationFile.NAME),
        new byte[] {'x'},
        "application/jsonl");
    String path = "/v1/models/" + model + "/versions/" + version;

    assertProblem(gateway.get(path + "/evaluation"), 502, "evaluation-unusable", "line 1");
    assertThat(gateway.get(path).status()).isEqualTo(200);
  }

  @Test
  void aTrainingWhoseVersionWasRejectedHasAnEvaluation() throws IOException {
    String training = "r-" + UUID.randomUUID();
    keep(training, null, 4);

    Answer answer = gateway.get("/v1/trainings/" + training + "/evaluation");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("version").isNull()).isTrue();
    assertThat(answer.json().at("/overall/images").asInt()).isEqualTo(4);
  }

  private JsonNode evaluation(int version, String query) {
    Answer answer =
        gateway.get("/v1/models/" + model + "/versions/" + version + "/evaluation" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private int publish(String training, Integer serving, int images) throws IOException {
    keep(training, serving, images);
    return bundles.publish(
        draft(
            new Origin(
                Origin.TRAINING,
                "labels",
                null,
                null,
                Map.of(),
                new TrainingLineage(
                    training,
                    "data",
                    null,
                    null,
                    JsonNodeFactory.instance.objectNode(),
                    1,
                    "test",
                    "test",
                    1))));
  }

  private ModelDraft draft(Origin origin) throws IOException {
    Path file = Files.writeString(directory.resolve(UUID.randomUUID().toString()), "" + origin);
    return new ModelDraft(
        model,
        CLASSES,
        Preprocessing.XCEPTION,
        new GoldenCase(new float[] {1, 2}),
        Map.of(ModelManifest.ONNX, file, ModelManifest.WEIGHTS, file),
        origin);
  }

  /**
   * Stores an evaluation. Hats and shirts alternate; the first image is a hat that is classified as
   * a shirt, and all but the first two have a high confidence.
   */
  private void keep(String training, Integer serving, int images) throws IOException {
    List<EvaluatedImage> answers = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      float answered = i < 2 ? .6f : .9f;
      boolean isShirt = i % 2 == 1 || i == 0;
      answers.add(
          new EvaluatedImage(
              "i" + i,
              i % 2,
              scores(isShirt ? 1 - answered : answered),
              serving == null
                  ? null
                  : scores(.7f - .4f * (i % 3 == 1 ? 1 : 0) - (i == 0 ? .4f : 0)),
              i < 2 ? List.of(0) : List.of()));
    }
    Path file = directory.resolve(training);
    EvaluationFile.write(
        new EvaluationSet(
            model,
            training,
            0,
            CLASSES,
            serving == null ? null : new EvaluationSet.Serving(serving, CLASSES),
            List.of(new Tag("camera", "door")),
            images,
            2,
            answers),
        file);
    store.putFile(
        "weft", TrainingKeys.file(training, EvaluationFile.NAME), file, "application/jsonl");
  }

  private static TopScores scores(float hat) {
    return TopScores.of(new float[] {hat, 1 - hat}, 2);
  }

  private static void assertProblem(Answer answer, int status, String kind, String detail) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("type").asText()).endsWith("/" + kind);
    assertThat(answer.json().path("detail").asText()).contains(detail);
  }
}
