package dev.weft.systemtests.badinput;

import static dev.weft.systemtests.badinput.RunningWeft.BUCKET;
import static dev.weft.systemtests.badinput.RunningWeft.CLOTHING;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.systemtests.DrawnImages;
import dev.weft.testsupport.garments.Garment;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Labeled images that a data set cannot contain; one training leaves out all of them. */
final class LeftOutCases {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EventCodec CODEC = new EventCodec();
  private static final String TRAINING = "left-out";
  private static final List<String> CLASSES = List.of("hat", "shoes", "skirt");

  private LeftOutCases() {}

  static List<BadCase> all() {
    return List.of(
        of("left-out-cut", "a file that is cut off", "ends"),
        of("left-out-text", "a file that is no image", "which is not a supported image format"),
        of("left-out-gone", "an object that is gone", "no longer exists"),
        of("left-out-changed", "an object with other bytes than its label says", "has changed"));
  }

  private static BadCase of(String id, String what, String says) {
    return new BadCase(id, what, "left out: unreadable", says, weft -> leftOut(weft, id));
  }

  private static Answer leftOut(RunningWeft weft, String id) throws Exception {
    JsonNode report = report(weft);
    for (JsonNode image : report.at("/dataset/leftOut/listed")) {
      if (image.path("imageId").asText().equals(id)) {
        return Answer.of(
            "left out: " + image.path("reason").asText(), image.path("detail").asText());
      }
    }
    return Answer.of("in the data set", "");
  }

  /** Report of that training, which the first caller runs. */
  private static JsonNode report(RunningWeft weft) throws Exception {
    String path = "/v1/trainings/" + TRAINING + "/report";
    Answer there = weft.web().get(path);
    if (!there.kind().equals("200")) {
      label(weft);
      Answer end = TrainingCases.train(weft, TRAINING, CLOTHING, "");
      there = weft.web().get(path);
      if (!there.kind().equals("200")) {
        throw new AssertionError(end + ", and " + there);
      }
    }
    return JSON.readTree(there.says());
  }

  private static void label(RunningWeft weft) throws Exception {
    for (Map.Entry<String, Garment> each : DrawnImages.of("trains", CLASSES, 18).entrySet()) {
      byte[] jpeg = each.getValue().jpeg();
      weft.put("images/" + each.getKey(), jpeg);
      label(weft, each.getKey(), jpeg.length, null, each.getValue().label());
    }
    byte[] jpeg = DrawnImages.of("cut", CLASSES, 1).values().iterator().next().jpeg();
    weft.put("images/left-out-cut", Arrays.copyOf(jpeg, jpeg.length / 2));
    label(weft, "left-out-cut", jpeg.length / 2, null, "hat");
    weft.put("images/left-out-text", "no image".getBytes(UTF_8));
    label(weft, "left-out-text", 8, null, "hat");
    label(weft, "left-out-gone", 8, null, "hat");
    weft.put("images/left-out-changed", jpeg);
    label(weft, "left-out-changed", jpeg.length, "0".repeat(64), "hat");
  }

  private static void label(RunningWeft weft, String id, long size, String sha256, String label)
      throws Exception {
    Instant now = Instant.now();
    var object = new ObjectRef(BUCKET, "images/" + id, size, sha256);
    var event = new ImageLabeled(id, object, label, now, LabelSource.CSV, null, now, CLOTHING);
    weft.send(CODEC.encode(event, CloudEvent.of(event, "/system-tests")));
  }
}
