package dev.weft.chaos.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.base.Sha256;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.upgrade.RecordedAnswers.Question;
import dev.weft.chaos.workload.Gateways;
import dev.weft.chaos.workload.Gateways.Answer;
import dev.weft.chaos.workload.Images;
import dev.weft.chaos.workload.Images.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes data that a change of the release must keep: answered and labeled images, a named data
 * set, a training with its version, a policy, a finished rollout and an alias.
 */
final class KeptData {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ENDS = Set.of("published", "rejected", "failed", "cancelled");
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration TRAINING_TIMEOUT = Duration.ofMinutes(10);
  private static final int IMAGES = 40;
  private static final int MORE_IMAGES = 10;

  /** Some images have no label. */
  private static final int UNLABELED_EVERY = 5;

  private static final String ID = "upgrade-";

  /** An unlabeled image that no question is about, so that it can be erased later. */
  static final String ERASABLE = ID + "i0";

  private static final String DATASET = "before-upgrade";
  private static final String ALIAS = "stable";

  /** Fields that change with live images and with the processes that run. */
  private static final Set<String> LIVE =
      Set.of("figures", "lastHour", "replicas", "orders", "links");

  private final Gateways gateways;
  private final Images images;
  private final String model;
  private final HistoryWriter history;
  private final List<Question> questions = new ArrayList<>();

  KeptData(Gateways gateways, Images images, String model, HistoryWriter history) {
    this.gateways = gateways;
    this.images = images;
    this.model = model;
    this.history = history;
  }

  /**
   * Writes all of it to a new installation, and waits until each part is finished.
   *
   * @return the resources that describe it
   * @throws IllegalStateException if the system refuses a part, or does not finish it in time
   */
  List<Question> write() throws InterruptedException {
    addImages(ID + "i", IMAGES);
    accepted("a data set", () -> gateways.dataset(DATASET, model));
    accepted("a policy", () -> gateways.policy(model, ID + "policy", policy()));
    accepted("an alias", () -> gateways.alias(model, ALIAS, ID + "alias", 1));
    train();
    questions.add(Question.of("/v1/datasets/" + DATASET));
    questions.add(new Question("/v1/rollouts/" + model, LIVE, Set.of()));
    // The labels themselves are sorted by the number of images, which clients change.
    questions.add(
        new Question(
            "/v1/labels?model=" + model,
            Set.of("sinceLastTraining", "nextTraining", "labels"),
            Set.of("labeled")));
    return List.copyOf(questions);
  }

  /**
   * Adds images and labels, and waits for their answers.
   *
   * @return the resources that describe them
   * @throws IllegalStateException if an image is not answered in time
   */
  List<Question> addImages() throws InterruptedException {
    addImages(ID + "more", MORE_IMAGES);
    return List.copyOf(questions);
  }

  private void addImages(String prefix, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      upload(prefix + i, images.number(i));
    }
    for (int i = 0; i < count; i++) {
      String path = "/v1/images/" + prefix + i;
      Polling.until(
          path + " has an answer", TIMEOUT, () -> gateways.get(path), KeptData::isAnswered);
    }
    for (int i = 0; i < count; i++) {
      String id = prefix + i;
      if (i % UNLABELED_EVERY != 0) {
        String label = images.number(i).label();
        accepted("a label", () -> gateways.label(id, label, ID + "l"));
        awaitLabel(id, label);
      }
      if (!id.equals(ERASABLE)) {
        questions.add(Question.of("/v1/images/" + id));
        questions.add(Question.of("/v1/images/" + id + "/content"));
      }
    }
  }

  private void upload(String id, Sample sample) throws InterruptedException {
    String sha256 = Sha256.hex(sample.bytes());
    accepted(
        "an image",
        () -> {
          Answer answer = gateways.upload(model, id, sample.bytes(), sample.contentType());
          history.add(
              new Operation.UploadTried(
                  id, sha256, model, true, answer.status(), answer.sentAt(), answer.at()));
          return answer;
        });
  }

  private static boolean isAnswered(Answer image) {
    return image.body().path("predictions").size() > 0 || image.body().path("rejection").isObject();
  }

  private void awaitLabel(String id, String label) throws InterruptedException {
    String path = "/v1/images/" + id;
    Polling.until(
        path + " has its label",
        TIMEOUT,
        () -> gateways.get(path),
        image -> image.body().path("label").asText().equals(label));
  }

  /** Versions start on request, and serve at once. */
  private static ObjectNode policy() {
    return JSON.createObjectNode().put("autoStart", false).put("strategy", "all-at-once");
  }

  /** Trains a version on the labels, and has it serve. */
  private void train() throws InterruptedException {
    String id = ID + "training";
    String path = "/v1/trainings/" + id;
    accepted("a training", () -> gateways.train(id, recipe()));
    JsonNode training =
        Polling.until(
                path + " has ended",
                TRAINING_TIMEOUT,
                () -> gateways.get(path),
                answer -> ENDS.contains(answer.body().path("state").asText()))
            .body();
    questions.add(Question.of(path));
    questions.add(new Question("/v1/models/" + model + "/versions/1", LIVE, Set.of()));
    if (!training.path("state").asText().equals("published")) {
      throw new IllegalStateException(
          "the training ended as %s: %s"
              .formatted(training.path("state"), training.at("/progress/detail").asText()));
    }
    int version = training.path("version").asInt();
    accepted(
        "a rollout",
        () ->
            gateways.order(
                model, "start", ID + "start", JSON.createObjectNode().put("version", version)));
    Polling.until(
        "version %d serves".formatted(version),
        TIMEOUT,
        () -> gateways.get("/v1/rollouts/" + model),
        state ->
            state.body().path("serving").asInt() == version
                && !state.body().path("rollout").isObject());
    questions.add(new Question("/v1/models/" + model + "/versions/" + version, LIVE, Set.of()));
  }

  /** Short, and published regardless of its accuracy. */
  private ObjectNode recipe() {
    ObjectNode body = JSON.createObjectNode().put("model", model);
    ObjectNode recipe = body.putObject("recipe");
    recipe.put("minImagesPerClass", 3).put("batchSize", 8).put("gateMargin", 1.0);
    recipe.putObject("head").put("epochs", 2);
    recipe.putObject("fineTune").put("from", "none").put("epochs", 1);
    return body;
  }

  private void accepted(String what, Supplier<Answer> request) throws InterruptedException {
    Polling.until(what + " is accepted", TIMEOUT, request, Answer::isAcknowledged);
  }
}
