package dev.weft.systemtests.badinput;

import static dev.weft.systemtests.badinput.RunningWeft.CLOTHING;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.events.catalog.Topics;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Labels over HTTP, from files, and on {@code weft.images.labeled}. */
final class LabelCases {

  private static final String BAD = "400 bad-parameter";
  private static final String IMAGE = "labeled-badly";
  private static final String TIME = "2026-11-24T12:00:00Z";

  private LabelCases() {}

  static List<BadCase> all() {
    return Stream.of(requests(), files(), events()).flatMap(List::stream).toList();
  }

  private static List<BadCase> requests() {
    return List.of(
        body("label-no-body", "no body", BAD, "Send a body such as", ""),
        body("label-no-json", "a body that is no JSON", BAD, "not JSON", "hat"),
        body(
            "label-array",
            "a body that is no object",
            BAD,
            "The body: must be an object",
            "[\"hat\"]"),
        body("label-missing", "no label", BAD, "A label is missing", "{}"),
        body(
            "label-number",
            "a label that is an object",
            BAD,
            "label: must be a text",
            "{\"label\": {\"is\": \"hat\"}}"),
        label("label-empty", "an empty label", "have 1 to 100 characters", ""),
        label(
            "label-too-long",
            "a label of 101 characters",
            "have 1 to 100 characters",
            "x".repeat(101)),
        label(
            "label-control", "a label with a line feed", "not contain control characters", "a\\nb"),
        label("label-nul", "a label with a NUL", "not contain control characters", "a\\u0000b"),
        label(
            "label-half-character",
            "a label with half a character",
            "not contain control characters",
            "a\\ud83d"),
        label(
            "label-blank",
            "a label of spaces that nobody sees",
            "contain a visible character",
            "\\u3000"),
        label(
            "label-space-at-end",
            "a label that ends with a space",
            "neither begin nor end",
            "hat "),
        body(
            "label-source",
            "a source that there is not",
            BAD,
            "source must be one of",
            "{\"label\": \"hat\", \"source\": \"rumour\"}"),
        body(
            "label-by-too-long",
            "a name of 101 characters",
            BAD,
            "by must have at most 100 characters",
            "{\"label\": \"hat\", \"by\": \"%s\"}".formatted("x".repeat(101))),
        body(
            "label-selection",
            "a selection that there is not",
            BAD,
            "selection must be one of random, uncertain",
            "{\"label\": \"hat\", \"selection\": \"boredom\"}"),
        new BadCase(
            "label-unknown-image",
            "a label of an image that there is not",
            "404 no-such-image",
            "",
            weft -> weft.web().json("POST", "/v1/images/nobody/label", "{\"label\": \"hat\"}")),
        new BadCase(
            "label-no-image-id",
            "a label of what cannot be an image",
            "404 no-such-image",
            "",
            weft -> weft.web().json("POST", "/v1/images/-%20-/label", "{\"label\": \"hat\"}")),
        new BadCase(
            "label-taken-back-of-nobody",
            "a label taken back of an image that there is not",
            "404 no-such-image",
            "",
            weft -> weft.web().send(weft.web().to("/v1/images/nobody/label").DELETE())),
        new BadCase(
            "label-as-text",
            "a body that does not say it is JSON",
            "415 unsupported-type",
            "",
            weft ->
                weft.web()
                    .send(
                        weft.web()
                            .to("/v1/images/" + IMAGE + "/label")
                            .header("Content-Type", "text/plain")
                            .POST(BodyPublishers.ofString("hat")))));
  }

  private static List<BadCase> files() {
    return List.of(
        csv("csv-empty", "a CSV file of nothing", "exit 2", "", ""),
        csv(
            "csv-no-label-column",
            "a CSV file without a column of labels",
            "exit 2",
            "needs the columns file",
            "file,colour,size\na.jpg,red,9\n"),
        csv(
            "csv-binary",
            "a CSV file that is an image",
            "exit 2",
            "",
            new String(RunningWeft.goodImage(), java.nio.charset.StandardCharsets.ISO_8859_1)),
        csv(
            "csv-open-quote",
            "a CSV file whose quote never ends",
            "exit 2",
            "",
            "id,label\n\"x,hat\n"),
        csv(
            "csv-row-without-label",
            "no row with a label",
            "exit 2",
            "has no label",
            "id,label\nx,\n"),
        csv(
            "csv-unknown-image",
            "a row about an image that there is not",
            "exit 1",
            "nobody",
            "id,label\nnobody,hat\n"),
        csv(
            "csv-missing-file",
            "rows about files that there are not",
            "exit 2",
            "the file nowhere.jpg does not exist",
            "file,label\nnowhere.jpg,hat\n"));
  }

  private static List<BadCase> events() {
    return List.of(
        event("label-event-no-json", "no JSON", "the value", IMAGE, "hat"),
        event("label-event-empty", "an empty label", "label", IMAGE, value("")),
        event(
            "label-event-space", "a label that begins with a space", "label", IMAGE, value(" hat")),
        event("label-event-blank", "a label that nobody sees", "label", IMAGE, value("\u3000")),
        event(
            "label-event-key",
            "the key of another image",
            "the record's key must be the event's",
            "another",
            value("hat")),
        event(
            "label-event-removal",
            "a removal of what cannot be an image",
            "must have the key of the removed event",
            "no id",
            null));
  }

  private static String value(String label) {
    return """
        {"imageId": "%s", "object": {"bucket": "weft", "key": "uploads/x", "size": 1}, "label": "%s",
         "uploadedAt": "%s", "source": "person", "labeledAt": "%s", "model": "clothing"}
        """
        .formatted(IMAGE, label, TIME, TIME);
  }

  private static BadCase label(String id, String what, String says, String label) {
    return body(id, what, BAD, says, "{\"label\": \"%s\"}".formatted(label));
  }

  private static BadCase body(String id, String what, String kind, String says, String body) {
    return new BadCase(
        id,
        what,
        kind,
        says,
        weft -> weft.web().json("POST", "/v1/images/" + IMAGE + "/label", body));
  }

  private static BadCase csv(String id, String what, String kind, String says, String text) {
    return new BadCase(
        id,
        what,
        kind,
        says,
        weft ->
            weft.command(
                Map.of(id + ".csv", text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)),
                "label",
                id + ".csv"));
  }

  /** An unusable label event; a training that reads it reports it as unusable. */
  private static BadCase event(String id, String what, String says, String key, String value) {
    var record =
        new ProducerRecord<>(
            Topics.IMAGES_LABELED, key, value == null ? null : value.getBytes(UTF_8));
    return new BadCase(
        id,
        what,
        "left aside",
        says,
        weft -> weft.leftAside(record, () -> TrainingCases.train(weft, id, CLOTHING, "")));
  }
}
