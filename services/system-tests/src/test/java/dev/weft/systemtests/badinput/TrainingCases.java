package dev.weft.systemtests.badinput;

import static dev.weft.systemtests.badinput.RunningWeft.CLOTHING;
import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.catalog.Topics;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Requests for trainings. */
final class TrainingCases {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BAD = "400 bad-parameter";
  private static final Set<String> ENDS = Set.of("published", "rejected", "failed", "cancelled");
  private static final String TIME = "\"2026-11-24T12:00:00Z\"";

  private TrainingCases() {}

  static List<BadCase> all() {
    return Stream.of(requests(), failures(), events()).flatMap(List::stream).toList();
  }

  private static List<BadCase> requests() {
    return List.of(
        body("training-no-json", "a body that is no JSON", "The body is not JSON", "{"),
        body("training-array", "a body that is no object", "The body: must be an object", "[]"),
        body(
            "training-unknown-setting",
            "a misspelt setting",
            "The setting recipe.bachSize does not exist",
            recipe("\"bachSize\": 3")),
        body(
            "training-setting-twice",
            "a setting twice",
            "Duplicate field 'seed'",
            recipe("\"seed\": 3, \"seed\": 4")),
        body(
            "training-batch",
            "a batch of no images",
            "batchSize must be at least 1",
            recipe("\"batchSize\": 0")),
        body(
            "training-batch-huge",
            "a batch of a million images",
            "at most 1024",
            recipe("\"batchSize\": 1000000")),
        body("training-seed", "a seed below zero", "seed must be between", recipe("\"seed\": -1")),
        body(
            "training-rate",
            "a learning rate of 20",
            "learningRate",
            recipe("\"head\": {\"learningRate\": 20}")),
        body(
            "training-epochs",
            "epochs that are a text",
            "recipe.head.epochs: must be a whole number, but is \"many\"",
            recipe("\"head\": {\"epochs\": \"many\"}")),
        body(
            "training-block",
            "a block that there is not",
            "fineTune.from",
            recipe("\"fineTune\": {\"from\": \"block15\"}")),
        body("training-base", "a base that there is not", "base", recipe("\"base\": \"sand\"")),
        body(
            "training-input-size",
            "an input size that is not offered",
            "inputSize must be 235, 267 or 299 pixels, but is 224",
            recipe("\"inputSize\": 224")),
        body("training-parent", "version 0 as the parent", "parent", "{\"parent\": 0}"),
        body(
            "training-model-name",
            "a model's name with path traversal (`../`)",
            "model",
            "{\"model\": \"../clothing\"}"),
        new BadCase(
            "training-key",
            "an Idempotency-Key with a space",
            BAD,
            "Idempotency-Key must match",
            weft -> request(weft, "no key", "{}")),
        new BadCase(
            "training-id-taken",
            "the Idempotency-Key of another request",
            "409 training-id-taken",
            "was requested with other settings",
            weft -> {
              train(weft, "training-taken", CLOTHING, "");
              return request(weft, "training-taken", recipe("\"seed\": 17"));
            }),
        new BadCase(
            "training-ended",
            "a cancellation of what has ended",
            "409 training-ended",
            "has ended as failed",
            weft -> {
              train(weft, "training-ended", CLOTHING, "");
              return weft.web().send(weft.web().to("/v1/trainings/training-ended").DELETE());
            }),
        new BadCase(
            "training-unknown",
            "a cancellation of what there is not",
            "404 no-such-training",
            "nobody",
            weft -> weft.web().send(weft.web().to("/v1/trainings/nobody").DELETE())),
        new BadCase(
            "training-unknown-report",
            "the report of what there is not",
            "404 no-report",
            "",
            weft -> weft.web().get("/v1/trainings/nobody/report")));
  }

  private static List<BadCase> failures() {
    return List.of(
        new BadCase(
            "training-no-labels",
            "a training of a model without labels",
            "failed",
            "no labeled images are usable",
            weft -> train(weft, "no-labels", CLOTHING, "")),
        new BadCase(
            "training-no-parent",
            "a parent that there is not",
            "failed",
            "clothing:99",
            weft -> train(weft, "no-parent", CLOTHING, "\"parent\": 99,")),
        new BadCase(
            "training-no-model",
            "a model that there is not",
            "failed",
            "nobody",
            weft -> train(weft, "no-model", "nobody", "")));
  }

  private static List<BadCase> events() {
    return List.of(
        event(
            "training-event-cut-off",
            "JSON that is cut off",
            "the value",
            CLOTHING,
            "{\"trainingId\": \"x\", "),
        event("training-event-tombstone", "no value", "", CLOTHING, null),
        event("training-event-array", "JSON that is no object", "object", CLOTHING, "[1]"),
        event(
            "training-event-no-key",
            "a record without a key",
            "the record has no key",
            null,
            order("no-key", "")),
        event(
            "training-event-key",
            "the key of another model",
            "the record's key must be the event's",
            "other",
            order("other-key", "")),
        event(
            "training-event-id",
            "an id with path traversal (`../`)",
            "trainingId",
            CLOTHING,
            order("../../outside", "")),
        event(
            "training-event-batch",
            "a batch of no images",
            "batchSize",
            CLOTHING,
            order("no-batch", ", \"recipe\": {\"batchSize\": 0}")));
  }

  private static String order(String id, String more) {
    return "{\"trainingId\": \"%s\", \"model\": \"clothing\", \"trigger\": \"event\", \"requestedAt\": %s%s}"
        .formatted(id, TIME, more);
  }

  private static String recipe(String settings) {
    return "{\"model\": \"clothing\", \"recipe\": {%s}}".formatted(settings);
  }

  private static BadCase body(String id, String what, String says, String body) {
    return new BadCase(id, what, BAD, says, weft -> weft.web().json("POST", "/v1/trainings", body));
  }

  private static BadCase event(String id, String what, String says, String key, String value) {
    var record =
        new ProducerRecord<>(
            Topics.TRAINING_REQUESTED, key, value == null ? null : value.getBytes(UTF_8));
    return new BadCase(id, what, "left aside", says, weft -> weft.leftAside(record, () -> {}));
  }

  /** Requests a training and waits for its end. */
  static Answer train(RunningWeft weft, String id, String model, String more) throws Exception {
    String body =
        "{%s \"model\": \"%s\", \"recipe\": {\"minImagesPerClass\": 2, \"gateMargin\": 1, \"head\": {\"epochs\": 3}, \"fineTune\": {\"from\": \"none\"}}}"
            .formatted(more, model);
    Answer asked = request(weft, id, body);
    if (!asked.kind().equals("202")) {
      return asked;
    }
    JsonNode end =
        await("the end of training " + id)
            .atMost(TIMEOUT)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> training(weft, id), t -> ENDS.contains(t.path("state").asText()));
    return Answer.of(end.path("state").asText(), end.at("/progress/detail").asText());
  }

  private static JsonNode training(RunningWeft weft, String id)
      throws IOException, InterruptedException {
    return JSON.readTree(weft.web().get("/v1/trainings/" + id).says());
  }

  private static Answer request(RunningWeft weft, String id, String body) throws Exception {
    return weft.web()
        .send(
            weft.web()
                .to("/v1/trainings")
                .header("Idempotency-Key", id)
                .POST(BodyPublishers.ofString(body)));
  }
}
