package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.model.ModelVersion;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingRecipe;
import dev.weft.client.training.TrainingRequest;
import dev.weft.client.training.TrainingState;
import dev.weft.testsupport.garments.Garment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingKillST {

  private static final String ID = "killed";
  private static final int IMAGES = 24;
  private static final int EPOCHS = 3;
  private static final TrainingRequest REQUEST =
      new TrainingRequest(
          null,
          null,
          null,
          new TrainingRecipe(
              7L,
              4,
              16,
              new TrainingRecipe.Head(null, 6, 6, null, null, null, null),
              new TrainingRecipe.FineTune("block14", 0.00003, EPOCHS, EPOCHS, null, null, null),
              1.0,
              null,
              null,
              null,
              null),
          List.of("longsleeve", "outwear", "shirt", "shorts", "skirt", "t-shirt"));

  @TempDir Path folder;

  private WeftProcess weft;
  private TrainingApi api;
  private Training lastSeen;
  private int kills;

  @Test
  void aTrainingThatIsKilledAtEachOfItsStepsPublishesOneVersionAndRepeatsNoEpoch()
      throws Exception {
    Map<String, Garment> images =
        DrawnImages.of("kill", List.of("dress", "hat", "pants", "shoes"), IMAGES);
    try (WeftProcess started =
        WeftProcess.allInOne(folder.resolve("weft"), WeftProcess.FOR_TRAINING)) {
      weft = started;
      api = new TrainingApi(weft);
      weft.awaitReady();
      uploadAndLabel(images);
      api.request(ID, REQUEST);

      killWhen("features are extracted", () -> isAt("features", 8));
      killWhen("the head is about to be trained", () -> stored("trainings/%s/dataset"));
      killWhen("activations are cached", () -> isAt("cache", 8));
      killWhen("it is fine-tuned", () -> !epochs(api.training(ID), "fine-tune").isEmpty());
      double firstLoss = epochs(lastSeen, "fine-tune").get(0).validationLoss();
      killWhen("the version's files are put", () -> stored("models/clothing/2/model.onnx"));
      killWhen("the outcome is decided", () -> stored("trainings/%s/outcome.json"));

      Training end = api.awaitEnd(ID);
      assertThat(end.state()).as("%s", end).isEqualTo(TrainingState.PUBLISHED);
      assertThat(end.version()).isEqualTo(2);
      weft.awaitReady();
      requireEachAttemptWasKilled();
      requireOneEnd(firstLoss);
      requireItServes(images);
      requireNothingIsLeftBehind();
    }
  }

  private void uploadAndLabel(Map<String, Garment> images) throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    images.forEach((id, garment) -> files.put(id, garment.jpeg()));
    new Uploads(weft).untilAcknowledged(files, TIMEOUT);
    for (Map.Entry<String, Garment> image : images.entrySet()) {
      api.label(image.getKey(), image.getValue().label());
    }
  }

  private void killWhen(String moment, Callable<Boolean> isReached) {
    await("the moment when " + moment)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptions()
        .until(isReached);
    weft.kill();
    kills++;
    weft.start();
  }

  private boolean isAt(String phase, int images) throws IOException {
    Training training = api.training(ID);
    return TrainingApi.isIn(training, phase)
        && training.progress().images() != null
        && training.progress().images() >= images;
  }

  private List<Training.Epoch> epochs(Training training, String phase) {
    lastSeen = training;
    return training.epochs().stream().filter(epoch -> epoch.phase().equals(phase)).toList();
  }

  private void requireEachAttemptWasKilled() throws IOException {
    // The last kill came after the result was stored, after which no new attempt is needed.
    assertThat(files("trainings/%s/attempts")).as("attempts").hasSize(kills);
  }

  private void requireOneEnd(double firstLoss) throws IOException {
    JsonNode curve = api.report(ID).at("/curves/fineTune/epochs");
    assertThat(curve.findValuesAsText("number")).containsExactly("0", "1", "2", "3");
    assertThat(curve.get(1).get("validationLoss").asDouble())
        .as("the first epoch is the one before the kill")
        .isEqualTo(firstLoss);
    try (TrainingTopics topics = new TrainingTopics(weft.bootstrapServers())) {
      topics.readAll();
      assertThat(topics.ends(ID)).containsExactly("published");
      assertThat(topics.publishedBy(ID)).hasSize(1);
      assertThat(topics.versions()).containsExactly(2);
      assertThat(topics.epochs(ID, "fine-tune").stream().map(e -> e.get("epoch").asInt()))
          .as("epochs of the fine-tuning")
          .doesNotHaveDuplicates()
          .contains(1, EPOCHS);
    }
    assertThat(api.versions("clothing")).extracting(ModelVersion::version).containsExactly(1, 2);
  }

  private void requireItServes(Map<String, Garment> images) throws Exception {
    byte[] image = images.values().iterator().next().jpeg();
    Uploads uploads = new Uploads(weft);
    int[] number = {0};
    await("an answer of version 2")
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(
            () -> {
              String id = "after-" + number[0]++;
              assertThat(uploads.send(id, image)).isEmpty();
              int version =
                  await()
                      .atMost(TIMEOUT)
                      .ignoreExceptions()
                      .until(() -> api.predictions(id).get(0).model().version(), v -> true);
              return version == 2;
            });
  }

  private void requireNothingIsLeftBehind() {
    await("checkpoints and working files are gone")
        .atMost(TIMEOUT)
        .until(
            () ->
                files("trainings/%s/checkpoints").isEmpty()
                    && !Files.exists(folder.resolve("weft/trainer/runs/" + ID)));
  }

  private boolean stored(String key) {
    return Files.exists(object(key));
  }

  private List<Path> files(String key) throws IOException {
    if (!Files.isDirectory(object(key))) {
      return List.of();
    }
    try (var files = Files.list(object(key))) {
      return files.toList();
    }
  }

  private Path object(String key) {
    return folder.resolve("weft/s3/weft").resolve(key.formatted(ID));
  }
}
