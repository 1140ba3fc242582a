package dev.weft.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.chaos.history.Operation;
import dev.weft.events.catalog.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds histories concisely. Each operation advances the time by one second, unless the time is
 * set.
 */
final class HistoryBuilder {
  static final String MODEL = "clothing";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTITIONS = 3;

  final List<Operation> operations = new ArrayList<>();
  private final Map<String, Long> offsets = new HashMap<>();
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");

  HistoryBuilder() {
    operations.add(new Operation.Begun(now, 1, "test"));
  }

  Instant now() {
    return now;
  }

  HistoryBuilder at(Instant moment) {
    now = moment;
    return this;
  }

  private Instant next() {
    now = now.plusSeconds(1);
    return now;
  }

  private HistoryBuilder add(Operation operation) {
    operations.add(operation);
    return this;
  }

  static String sha(String content) {
    return "0".repeat(64 - content.length()) + content;
  }

  HistoryBuilder uploaded(String id, String content, int status) {
    return uploaded(id, content, status, next(), next());
  }

  HistoryBuilder uploaded(String id, String content, int status, Instant sentAt, Instant at) {
    return add(new Operation.UploadTried(id, sha(content), MODEL, true, status, sentAt, at));
  }

  HistoryBuilder unfit(String id, String content, int status) {
    return add(new Operation.UploadTried(id, sha(content), MODEL, false, status, next(), next()));
  }

  HistoryBuilder announced(String id, String content) {
    ObjectNode event = JSON.createObjectNode().put("imageId", id);
    event.putObject("object").put("sha256", sha(content));
    return record(Topics.IMAGES_UPLOADED, id, event);
  }

  HistoryBuilder classified(String id, String content, int version, String role) {
    ObjectNode event = JSON.createObjectNode().put("imageId", id).put("role", role);
    event.putObject("object").put("sha256", sha(content));
    event.putObject("model").put("name", MODEL).put("version", version);
    return record(Topics.IMAGES_CLASSIFIED, id, event);
  }

  HistoryBuilder rejected(String id, String content, String reason) {
    ObjectNode event = JSON.createObjectNode().put("imageId", id).put("reason", reason);
    event.putObject("object").put("sha256", sha(content));
    return record(Topics.IMAGES_REJECTED, id, event);
  }

  /** An image that is uploaded, announced and classified by a version. */
  HistoryBuilder answered(String id, int version) {
    return uploaded(id, id, 202).announced(id, id).classified(id, id, version, "primary");
  }

  HistoryBuilder labelTried(String id, String label, String by, int status) {
    return labelTried(id, label, by, status, next(), next());
  }

  HistoryBuilder labelTried(
      String id, String label, String by, int status, Instant sentAt, Instant at) {
    return add(new Operation.LabelTried(id, label, by, MODEL, status, sentAt, at));
  }

  /** A record in the topic of labels; a null label is a removal. */
  HistoryBuilder labelRecord(String id, String label, String by) {
    ObjectNode event =
        label == null
            ? null
            : JSON.createObjectNode().put("imageId", id).put("label", label).put("model", MODEL);
    if (event != null && by != null) {
      event.put("labeledBy", by);
    }
    return record(Topics.IMAGES_LABELED, id, event);
  }

  HistoryBuilder labeled(String id, String label, String by) {
    Instant sent = next();
    return labelRecord(id, label, by).labelTried(id, label, by, 200, sent, next());
  }

  HistoryBuilder trainingTried(String id, int status) {
    return trainingTried(id, status, next(), next());
  }

  HistoryBuilder trainingTried(String id, int status, Instant sentAt, Instant at) {
    return add(new Operation.TrainingTried(id, MODEL, status, sentAt, at));
  }

  HistoryBuilder progressed(String training, String state, Integer version) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("trainingId", training)
            .put("model", MODEL)
            .put("state", state)
            .put("version", version);
    return record(Topics.TRAINING_PROGRESSED, MODEL, event);
  }

  HistoryBuilder published(int version, String training) {
    ObjectNode event = JSON.createObjectNode();
    event.putObject("model").put("name", MODEL).put("version", version);
    if (training != null) {
      event.put("trainingId", training);
    }
    return record(Topics.MODELS_PUBLISHED, MODEL, event);
  }

  /** A training that is requested, publishes a version and ends. */
  HistoryBuilder trained(String training, int version) {
    return trainingTried(training, 202)
        .progressed(training, "running", null)
        .published(version, training)
        .progressed(training, "published", version);
  }

  HistoryBuilder sample(String training, String image, String label, String leftOut) {
    return add(new Operation.SampleRead(training, image, label, leftOut, next()));
  }

  HistoryBuilder dataSet(String training, int samples) {
    return add(new Operation.DataSetRead(training, MODEL, samples, next()));
  }

  HistoryBuilder state(int revision, int serving) {
    return state(revision, serving, null, 0, "");
  }

  /**
   * A state of the model.
   *
   * @param candidate version that is rolled out; null if there is none
   */
  HistoryBuilder state(int revision, int serving, Integer candidate, int weight, String message) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("model", MODEL)
            .put("revision", revision)
            .put("serving", serving)
            .put("pinned", false);
    if (candidate != null) {
      event
          .putObject("rollout")
          .put("id", "r-" + candidate)
          .put("version", candidate)
          .put("from", serving)
          .put("weight", weight)
          .put("message", message);
    }
    return record(Topics.ROLLOUTS_CHANGED, MODEL, event);
  }

  HistoryBuilder ordered(String action, int status, Integer revision) {
    return add(new Operation.RolloutTried(MODEL, action, null, status, revision, next(), next()));
  }

  HistoryBuilder committed(String group, int partition, Long offset) {
    return add(
        new Operation.OffsetCommitted(group, Topics.IMAGES_UPLOADED, partition, offset, next()));
  }

  HistoryBuilder record(String topic, String key, JsonNode event) {
    int partition = Math.floorMod(key.hashCode(), PARTITIONS);
    String name = topic + "-" + partition;
    // Transaction markers take the offsets in between.
    long offset = offsets.merge(name, 2L, Long::sum);
    return record(topic, partition, offset, key, event);
  }

  HistoryBuilder record(String topic, int partition, long offset, String key, JsonNode event) {
    Instant at = next();
    return add(new Operation.RecordRead(topic, partition, offset, key, at, event, at));
  }

  HistoryBuilder ended() {
    return add(new Operation.Ended(Map.of(), next()));
  }

  CheckVerdict verdict() {
    Checker checker = new Checker();
    operations.forEach(checker::add);
    return checker.verdict();
  }
}
