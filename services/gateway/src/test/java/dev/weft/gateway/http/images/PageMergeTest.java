package dev.weft.gateway.http.images;

import static dev.weft.gateway.Events.at;
import static dev.weft.gateway.Events.classified;
import static dev.weft.gateway.Events.labeled;
import static dev.weft.gateway.Events.uploaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.model.ServingRole;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.streams.ViewMerge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requires that the page's {@code core/images.js}, which merges events of the stream, agrees with
 * {@link ViewMerge}: random histories of an image yield the same image in both. The module runs in
 * Node; without Node the test is skipped, unless {@code WEFT_TOOLS=required}.
 */
class PageMergeTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  private static final int HISTORIES = 300;

  private final EventCodec codec = new EventCodec();
  private final Random random = new Random(7);

  @TempDir Path folder;

  @Test
  void eventsOfTheStreamGiveTheSameImage() throws Exception {
    ArrayNode cases = JSON.createArrayNode();
    List<JsonNode> expected = new ArrayList<>();
    for (int i = 0; i < HISTORIES; i++) {
      List<WeftEvent> history = history();
      cases.addObject().set("events", json(history));
      expected.add(image(history));
    }

    assertSame(cases, expected);
  }

  @Test
  void aLoadedImageMayBeAheadOfTheStreamOrBehindIt() throws Exception {
    ArrayNode cases = JSON.createArrayNode();
    List<JsonNode> expected = new ArrayList<>();
    for (int i = 0; i < HISTORIES; i++) {
      List<WeftEvent> history = history();
      List<WeftEvent> streamed = history.subList(0, 1 + random.nextInt(history.size()));
      List<WeftEvent> viewed = history.subList(0, 1 + random.nextInt(history.size()));
      ObjectNode one = cases.addObject();
      one.set("events", json(streamed));
      one.set("loaded", image(viewed));
      expected.add(image(streamed.size() > viewed.size() ? streamed : viewed));
    }

    assertSame(cases, expected);
  }

  /**
   * A random history. It starts with the upload, since the page shows no image of which it only has
   * a label.
   */
  private List<WeftEvent> history() {
    List<WeftEvent> answers = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      ServingRole role = ServingRole.values()[random.nextInt(ServingRole.values().length)];
      int second = 2 + random.nextInt(20);
      String label = second % 2 == 0 ? "hat" : "shirt";
      answers.add(classified("a", label, second, 1 + random.nextInt(3), role));
    }
    if (random.nextInt(3) == 0) {
      answers.add(rejected(2 + random.nextInt(20)));
      answers.add(rejected(2 + random.nextInt(20)));
    }
    Collections.shuffle(answers, random);
    List<WeftEvent> history = new ArrayList<>(List.of(uploaded("a", 0)));
    history.addAll(answers);
    for (int i = random.nextInt(3); i > 0; i--) {
      history.add(history.get(random.nextInt(history.size())));
    }
    // A topic contains the labels of an image in the order of their times.
    for (int i = random.nextInt(3); i > 0; i--) {
      history.add(labeled("a", i % 2 == 0 ? "hat" : "polo", 50 - i));
    }
    return history;
  }

  private static WeftEvent rejected(int second) {
    return new ImageRejected(
        "a",
        uploaded("a", 0).object(),
        RejectionReason.NOT_AN_IMAGE,
        "no image, found at " + second,
        new ImageRejected.Origin(Topics.IMAGES_UPLOADED, 0, second),
        at(second));
  }

  /** The image that the views make of a history. */
  private static JsonNode image(List<WeftEvent> history) throws IOException {
    ImageView view = null;
    for (WeftEvent event : history) {
      view =
          event instanceof ImageLabeled label && view != null
              ? view.relabeled(label)
              : ViewMerge.merge(view, ViewMerge.of(event).orElseThrow());
    }
    // Written and parsed again, since the number types of a tree that was built differ from those
    // of a parsed one.
    return JSON.readTree(JSON.writeValueAsBytes(ImageJson.of(view)));
  }

  /** The events as in the stream: name and data. */
  private ArrayNode json(List<WeftEvent> history) throws IOException {
    ArrayNode events = JSON.createArrayNode();
    for (WeftEvent event : history) {
      byte[] value = codec.encode(event, CloudEvent.of(event, "/test")).value();
      events.addArray().add(name(event)).add(JSON.readTree(value));
    }
    return events;
  }

  private static String name(WeftEvent event) {
    String type = event.getClass().getSimpleName();
    return "image-" + type.substring("Image".length()).toLowerCase(Locale.ROOT);
  }

  private void assertSame(ArrayNode cases, List<JsonNode> expected) throws Exception {
    JsonNode images = inNode(cases);

    assertThat(images).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      // Without the whole history, which would make the failure unreadable.
      assertThat(shown(images.get(i))).as("history %d", i).isEqualTo(shown(expected.get(i)));
    }
  }

  /**
   * The image without the parts that only one side has: links are not in the stream, and failures
   * not in the views.
   */
  private static JsonNode shown(JsonNode image) {
    return ((ObjectNode) image).without(List.of("links", "failures"));
  }

  private JsonNode inNode(ArrayNode cases) throws Exception {
    copy("/META-INF/resources/app/core/images.js", "images.mjs");
    copy("/dev/weft/gateway/http/images/merge.mjs", "merge.mjs");
    Path input = Files.write(folder.resolve("cases.json"), JSON.writeValueAsBytes(cases));
    Path output = folder.resolve("images.json");
    Path errors = folder.resolve("errors.txt");
    Process node;
    try {
      node =
          new ProcessBuilder("node", folder.resolve("merge.mjs").toString())
              .redirectInput(input.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
    } catch (IOException e) {
      assumeTrue("required".equals(System.getenv("WEFT_TOOLS")), "there is no node: not tested");
      throw e;
    }
    int code = node.waitFor();
    assertThat(code).as(Files.readString(errors)).isZero();
    return JSON.readTree(output.toFile());
  }

  private void copy(String resource, String name) throws IOException {
    try (InputStream in = PageMergeTest.class.getResourceAsStream(resource)) {
      Files.write(folder.resolve(name), in.readAllBytes());
    }
  }
}
