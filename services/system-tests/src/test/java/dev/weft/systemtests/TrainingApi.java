package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.Problem;
import dev.weft.client.WeftClient;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImagePrediction;
import dev.weft.client.label.LabelRequest;
import dev.weft.client.model.ModelVersion;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Labels, trainings, models and predictions, through the client. */
public final class TrainingApi {

  private final Server server;

  public TrainingApi(Server server) {
    this.server = server;
  }

  private WeftClient weft() {
    return server.weft();
  }

  /** Labels an image. */
  public void label(String imageId, String label) {
    weft().images().label(imageId, LabelRequest.of(label));
  }

  /** Removes the label of an image. */
  public void unlabel(String imageId) {
    weft().images().unlabel(imageId);
  }

  /** Requests a training; returns the problem if the request is refused, empty otherwise. */
  Optional<Problem> ask(String trainingId, TrainingRequest request) throws IOException {
    return Uploads.refusal(() -> request(trainingId, request));
  }

  /** Requests a training; the request must be accepted. */
  public void request(String trainingId, TrainingRequest request) {
    weft().trainings().request(request, trainingId);
  }

  void cancel(String trainingId) {
    weft().trainings().cancel(trainingId);
  }

  public Training training(String trainingId) throws IOException {
    return weft()
        .trainings()
        .find(trainingId)
        .orElseThrow(() -> new IOException("there is no training " + trainingId));
  }

  /** Waits until a training matches a predicate; the server may be down in between. */
  Training awaitTraining(String trainingId, String what, Predicate<Training> isSo) {
    return await(trainingId + ": " + what)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptions()
        .until(() -> training(trainingId), isSo);
  }

  /** Waits for the end of a training. */
  public Training awaitEnd(String trainingId) {
    return awaitTraining(trainingId, "its end", training -> training.state().isFinal());
  }

  /** Whether a training is in a phase. */
  static boolean isIn(Training training, String phase) {
    return training.progress() != null && phase.equals(training.progress().phase());
  }

  /** Report of a training, most of which is meant for people. */
  JsonNode report(String trainingId) {
    return weft().trainings().reportJson(trainingId);
  }

  /** Versions of a model, oldest first. */
  List<ModelVersion> versions(String model) {
    return weft().models().list().models().stream()
        .filter(each -> each.name().equals(model))
        .flatMap(each -> each.versions().stream())
        .toList();
  }

  /** Predictions of an image; empty until there is one. */
  public List<ImagePrediction> predictions(String imageId) throws IOException {
    return image(imageId).predictions();
  }

  /** State of an image. */
  public Image image(String imageId) throws IOException {
    return weft()
        .images()
        .find(imageId)
        .orElseThrow(() -> new IOException("there is no image " + imageId));
  }
}
