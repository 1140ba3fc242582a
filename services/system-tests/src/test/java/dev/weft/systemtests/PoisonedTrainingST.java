package dev.weft.systemtests;

import static dev.weft.systemtests.TrainingScene.GARMENTS;
import static dev.weft.systemtests.TrainingScene.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.Problem;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImageState;
import dev.weft.client.model.ModelVersion;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingRecipe;
import dev.weft.client.training.TrainingRequest;
import dev.weft.client.training.TrainingState;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingTrigger;
import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.models.ColourNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad input of trainings. The tests share one process and one set of images; each labels the images
 * that it needs, and removes the labels at its end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoisonedTrainingST {

  private static final TrainingRecipe RECIPE = Recipes.headOnly(2, 3, 1.0);
  private static final TrainingRequest HEAD_ONLY = Recipes.request(RECIPE);

  /** Drops all classes of the starter model. */
  private static final TrainingRequest ONLY_LABELED =
      new TrainingRequest(
          null,
          1,
          null,
          RECIPE,
          List.of(
              "dress",
              "hat",
              "longsleeve",
              "outwear",
              "pants",
              "shirt",
              "shoes",
              "shorts",
              "skirt",
              "t-shirt"));

  /**
   * A training that runs until it is cancelled: each class that is kept has images to fine-tune on.
   */
  private static final TrainingRequest ENDLESS =
      new TrainingRequest(
          null,
          1,
          null,
          new TrainingRecipe(
              null,
              2,
              null,
              new TrainingRecipe.Head(null, 1, null, null, null, null, null),
              new TrainingRecipe.FineTune("block14", null, 100_000, 100_000, null, null, null),
              1.0,
              null,
              null,
              null,
              null),
          List.of("longsleeve", "outwear", "shorts", "t-shirt"));

  private TrainingScene scene;
  private TrainingApi api;
  private List<Integer> versionsBefore;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    scene = new TrainingScene(folder);
    api = scene.api();
  }

  @AfterAll
  void stop() {
    scene.close();
  }

  @BeforeEach
  void remember() throws Exception {
    versionsBefore = scene.versions();
  }

  @AfterEach
  void takeLabelsBack() throws Exception {
    scene.forgetLabels();
    assertThat(scene.isAlive()).as("no restart").isTrue();
  }

  @Test
  void withoutAnyLabelItFails() throws Exception {
    requireFailure("no-labels", HEAD_ONLY, "no labeled images are usable");
  }

  @Test
  void twoImagesAreTooFew() throws Exception {
    scene.label(scene.firstOf("hat", 1));
    scene.label(scene.firstOf("shoes", 1));

    requireFailure("two-images", Recipes.request(Recipes.headOnly(1, 3, 1.0)), "");
  }

  @Test
  void fourImagesAreTooFew() throws Exception {
    scene.label(scene.firstOf("hat", 4));

    requireFailure("one-class", HEAD_ONLY, "only 4 labeled images are usable", "at least 10");
  }

  @Test
  void aParentThatDoesNotExistIsNamed() throws Exception {
    scene.label(scene.pool().keySet());

    requireFailure("no-parent", ofParent99(), "clothing:99");
  }

  @Test
  void aModelThatDoesNotExistIsNamed() throws Exception {
    scene.label(scene.pool().keySet());

    requireFailure("no-model", new TrainingRequest("nobody", null, null, RECIPE, null), "nobody");
    assertThat(api.versions("nobody")).isEmpty();
  }

  @Test
  void labelsOfAnyCharactersComeOutAsTheyWentIn() throws Exception {
    Map<String, String> odd = new HashMap<>();
    odd.put("dress", "Kleid/Rock \\ ../% %s ${x} Ünïcödé 帽子 قبعة");
    odd.put("hat", "it's a \"hat\", <b>really</b> & 'more'");
    odd.put("pants", "👖🏽👨‍👩‍👧".repeat(12) + "👖🏽👖🏽");
    odd.put("shirt", "x".repeat(99) + "é");
    odd.put("shoes", "a\u00a0b  c\u200bd");
    odd.put("skirt", "..");
    Set<String> classes = new TreeSet<>(odd.values());
    for (Map.Entry<String, Garment> image : scene.pool().entrySet()) {
      scene.label(image.getKey(), odd.get(image.getValue().label()));
    }

    int version = requirePublished("odd-labels", ONLY_LABELED);

    var trace = new VersionTrace(scene.collector(), "odd-labels");
    trace.requireLinkToLabelOf(List.copyOf(scene.pool().keySet()).get(scene.pool().size() - 1));
    trace.requireOneChainFromRequestToVersion(version);
    assertThat(scene.logLines("trainingId", "odd-labels", "ended as published"))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            line -> {
              assertThat(line.at("/mdc/model").asText()).isEqualTo(MODEL);
              assertThat(line.at("/mdc/imageId").isMissingNode()).isTrue();
            })
        .anySatisfy(
            line -> {
              assertThat(line.path("message").asText()).contains("ended as published");
              assertThat(line.at("/mdc/traceId").asText()).isEqualTo(trace.id());
            });
    assertThat(scene.logLines("modelVersion", "" + version, "loaded model=")).isNotEmpty();

    ModelVersion newest = api.versions(MODEL).get(versionsBefore.size());
    assertThat(newest.classes()).containsExactlyElementsOf(classes);
    JsonNode manifest = scene.read("models/%s/%d/manifest.json".formatted(MODEL, version)).get(0);
    assertThat(texts(manifest.get("classes"))).containsExactlyElementsOf(classes);
    assertThat(manifest.at("/reference/labels").fieldNames())
        .toIterable()
        .isNotEmpty()
        .allMatch(classes::contains);
    String dataset = api.report("odd-labels").at("/dataset/manifest").asText();
    assertThat(scene.read("datasets/" + dataset + ".jsonl"))
        .extracting(line -> line.get("label").asText())
        .hasSize(scene.pool().size())
        .allMatch(classes::contains);
    assertThat(scene.predictionOf(version)).containsExactlyInAnyOrderElementsOf(classes);
  }

  @Test
  void theTraceOfAnImageLeadsFromItsRequestThroughKafkaToItsAnswer() throws Exception {
    byte[] jpeg = DrawnImages.of("traced", List.of("hat"), 1).values().iterator().next().jpeg();

    Image answer = scene.answered("traced", jpeg);

    assertThat(answer.state()).as("%s", answer).isEqualTo(ImageState.CLASSIFIED);
    var trace = new ImageTrace(scene.collector(), "traced");
    trace.requireOneChainFromRequestToAnswer();
    trace.requireStagesInTheirOrder();
    assertThat(scene.logLines("imageId", "traced", "traced"))
        .allSatisfy(
            line -> {
              assertThat(line.at("/mdc/traceId").asText()).isEqualTo(trace.id());
              assertThat(line.at("/mdc/spanId").asText()).hasSize(16);
              assertThat(line.at("/mdc/model").asText()).isEqualTo(MODEL);
              assertThat(line.at("/mdc/modelVersion").asInt()).isPositive();
              assertThat(line.at("/mdc/trainingId").isMissingNode()).isTrue();
              assertThat(line.path("level").asText()).isEqualTo("DEBUG");
              assertThat(line.path("message").asText()).contains("traced");
            });
  }

  @Test
  void imagesThatCannotBeReadAreListedWithTheReasonAndTheOthersTrain() throws Exception {
    scene.label(scene.pool().keySet());
    byte[] jpeg = DrawnImages.of("bad", List.of("hat"), 1).values().iterator().next().jpeg();
    uploadAndLabel("bad-cut", Arrays.copyOf(jpeg, jpeg.length / 2));
    uploadAndLabel("bad-gone", with(jpeg, 1));
    scene.delete(scene.uploadKey("bad-gone"));
    uploadAndLabel("bad-changed", with(jpeg, 2));
    scene.put(scene.uploadKey("bad-changed"), with(jpeg, 3));
    scene.put("notes/bad-text.txt", "no image".getBytes(StandardCharsets.UTF_8));
    scene.labelObject("bad-text", "notes/bad-text.txt", "hat");
    scene.labelObject("bad-never", "notes/nowhere.jpg", "hat");

    requirePublished("unreadable", HEAD_ONLY);

    JsonNode leftOut = api.report("unreadable").at("/dataset/leftOut");
    assertThat(leftOut.get("images").asInt()).as("%s", leftOut).isEqualTo(5);
    Map<String, JsonNode> listed = new HashMap<>();
    leftOut.get("listed").forEach(image -> listed.put(image.get("imageId").asText(), image));
    assertThat(listed.keySet())
        .containsExactlyInAnyOrder("bad-cut", "bad-gone", "bad-changed", "bad-text", "bad-never");
    assertThat(listed.values())
        .allMatch(image -> image.get("reason").asText().equals("unreadable"))
        .noneMatch(image -> image.get("detail").asText().isBlank());
    assertThat(listed.get("bad-gone").get("detail").asText()).contains("no longer exists");
    assertThat(listed.get("bad-changed").get("detail").asText()).contains("has changed");
  }

  @Test
  void labelsThatNobodyCanUseAreLeftAsideAndANewClassThatIsTooSmallIsNamed() throws Exception {
    scene.label(scene.pool().keySet());
    String unlabeled = "unlabeled";
    scene.upload(Map.of(unlabeled, DrawnImages.of("un", List.of("hat"), 3).get("un-hat-002")));
    for (ProducerRecord<String, byte[]> label : BadOrders.labels(unlabeled)) {
      scene.send(label);
    }
    Map<String, Garment> aside = notForTraining(1);
    scene.upload(aside);
    for (String id : aside.keySet()) {
      scene.label(id, "aside");
    }

    requirePublished("aside", HEAD_ONLY);

    JsonNode dataset = api.report("aside").get("dataset");
    // In addition to the starter's classes, which are kept.
    assertThat(dataset.get("classes").findValuesAsText("name"))
        .containsAll(GARMENTS)
        .doesNotContain("aside");
    assertThat(dataset.at("/leftOut/listed").findValuesAsText("imageId"))
        .containsExactlyInAnyOrderElementsOf(aside.keySet());
    assertThat(dataset.at("/leftOut/listed").findValuesAsText("reason"))
        .containsOnly("too_few_in_class");
  }

  @Test
  void ordersThatMakeNoSenseDoNotKeepTheNextOneFromBeingDone() throws Exception {
    scene.label(scene.pool().keySet());
    for (ProducerRecord<String, byte[]> order : BadOrders.requests()) {
      scene.send(order);
    }

    requirePublished("after-bad-orders", HEAD_ONLY);
  }

  @Test
  void aTrainingIsCancelledWhileItWaitsAndWhileItRuns() throws Exception {
    scene.label(scene.pool().keySet());
    api.request("runs", ENDLESS);
    api.awaitTraining("runs", "activations", t -> TrainingApi.isIn(t, "cache"));
    api.request("waits", HEAD_ONLY);

    api.cancel("waits");
    assertThat(api.awaitEnd("waits").state()).isEqualTo(TrainingState.CANCELLED);
    assertThat(api.training("runs").state()).isEqualTo(TrainingState.RUNNING);

    api.awaitTraining("runs", "an epoch", t -> t.epochs().size() > 1);
    api.cancel("runs");
    assertThat(api.awaitEnd("runs").state()).isEqualTo(TrainingState.CANCELLED);
    requireUnchanged();
  }

  @Test
  void aTrainingIsCancelledInTheMidstOfAPassOverImages() throws Exception {
    scene.label(scene.pool().keySet());
    Map<String, Garment> more = DrawnImages.of("more", GARMENTS, 36);
    scene.upload(more);
    for (String id : more.keySet()) {
      scene.label(id, "more");
    }
    api.request("in-features", ENDLESS);
    api.awaitTraining("in-features", "features", PoisonedTrainingST::hasImages);
    api.cancel("in-features");
    assertThat(api.awaitEnd("in-features").state()).isEqualTo(TrainingState.CANCELLED);

    api.request("in-cache", ENDLESS);
    api.awaitTraining("in-cache", "activations", t -> TrainingApi.isIn(t, "cache"));
    api.cancel("in-cache");
    assertThat(api.awaitEnd("in-cache").state()).isEqualTo(TrainingState.CANCELLED);
    requireUnchanged();
  }

  @Test
  void oneIdIsOneTrainingHoweverOftenItIsAskedFor() throws Exception {
    scene.label(scene.pool().keySet());
    api.request("once", HEAD_ONLY);
    api.request("once", HEAD_ONLY);
    assertThat(api.ask("once", ENDLESS).map(Problem::status))
        .as("another request under the same id")
        .contains(409);
    int version = requirePublished("once", HEAD_ONLY);

    var again =
        new TrainingRequested("once", MODEL, TrainingTrigger.EVENT, null, null, Instant.now());
    scene.send(again);
    requireFailureOfOther("after-once");

    try (TrainingTopics topics = scene.topics()) {
      assertThat(topics.ends("once")).containsExactly("published");
      assertThat(topics.publishedBy("once")).hasSize(1);
      assertThat(scene.versions().get(scene.versions().size() - 1)).isEqualTo(version);
    }
  }

  @Test
  void equalRequestsThatWaitEndAsOneAndEachOnce() throws Exception {
    scene.label(scene.pool().keySet());
    api.request("ahead", ENDLESS);
    api.awaitTraining("ahead", "its beginning", t -> t.state() == TrainingState.RUNNING);
    List<String> same = List.of("same-a", "same-b", "same-c");
    for (String id : same) {
      api.request(id, HEAD_ONLY);
    }
    api.cancel("ahead");
    api.awaitTraining("same-c", "its company", t -> t.state() == TrainingState.RUNNING);
    api.cancel("same-c");

    Training first = api.awaitEnd("same-a");
    Training second = api.awaitEnd("same-b");
    assertThat(first.state()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(second.state()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(second.version()).isEqualTo(first.version());
    assertThat(scene.versions()).hasSize(versionsBefore.size() + 1);
    try (TrainingTopics topics = scene.topics()) {
      assertThat(topics.ends("same-a")).containsExactly("published");
      assertThat(topics.ends("same-b")).containsExactly("published");
      assertThat(topics.ends("same-c")).containsExactly("cancelled");
      assertThat(same.stream().flatMap(id -> topics.publishedBy(id).stream())).hasSize(1);
    }
  }

  @Test
  void aSecondModelLivesBesideTheFirst() throws Exception {
    TwoModels models = new TwoModels(scene);
    models.publish(1, ColourNetwork.right());
    models.eachAnswersItsOwn("both", 1);
    models.bothSpeakTheInferenceProtocol();
    models.anUnknownModelIsAnError();

    List<Object> before = models.decidedAboutClothing();
    models.publish(2, ColourNetwork.right());
    models.eachAnswersItsOwn("both-later", 2);
    assertThat(models.decidedAboutClothing())
        .as("one rollout leaves the other alone")
        .isEqualTo(before);

    models.labelColoursLikeClothes();
    requireFailure("labels-of-another", HEAD_ONLY, "no labeled images are usable");
    scene.label(scene.pool().keySet());
    requirePublished("labels-of-its-own", HEAD_ONLY);
    JsonNode dataset = api.report("labels-of-its-own").get("dataset");
    assertThat(Stream.of("train", "validation", "test").mapToInt(s -> dataset.get(s).asInt()).sum())
        .as("images, none of them a colour: %s", dataset)
        .isEqualTo(scene.pool().size());
    assertThat(scene.rollouts(TwoModels.COLOURS).state().serving()).isEqualTo(2);
  }

  private static boolean hasImages(Training training) {
    return training.progress() != null
        && training.progress().images() != null
        && training.progress().images() > 0;
  }

  private static TrainingRequest ofParent99() {
    return new TrainingRequest(null, 99, null, RECIPE, null);
  }

  private void requireFailure(String id, TrainingRequest request, String... hints)
      throws Exception {
    api.request(id, request);
    Training end = api.awaitEnd(id);
    assertThat(end.state()).as("%s", end).isEqualTo(TrainingState.FAILED);
    assertThat(end.progress().detail()).contains(hints);
    requireUnchanged();
  }

  /**
   * Waits for the end of another request in the same partition, by which time earlier requests in
   * it have been processed.
   */
  private void requireFailureOfOther(String id) throws Exception {
    api.request(id, ofParent99());
    assertThat(api.awaitEnd(id).state()).isEqualTo(TrainingState.FAILED);
  }

  private int requirePublished(String id, TrainingRequest request) throws Exception {
    api.request(id, request);
    Training end = api.awaitEnd(id);
    assertThat(end.state()).as("%s", end).isEqualTo(TrainingState.PUBLISHED);
    assertThat(scene.versions()).hasSize(versionsBefore.size() + 1);
    return end.version();
  }

  private void requireUnchanged() throws Exception {
    assertThat(scene.versions()).as("versions").isEqualTo(versionsBefore);
    scene.predictionOf(versionsBefore.get(versionsBefore.size() - 1));
  }

  private void uploadAndLabel(String id, byte[] bytes) throws Exception {
    scene.upload(id, bytes);
    scene.label(id, "hat");
  }

  /** Images whose ids assign them to the validation and test splits. */
  private static Map<String, Garment> notForTraining(int count) throws Exception {
    Map<String, Garment> images = new LinkedHashMap<>();
    List<Garment> garments =
        List.copyOf(DrawnImages.of("aside", List.of("hat"), 10 + count).values());
    for (int i = 0; images.size() < count; i++) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(("aside-" + i).getBytes(StandardCharsets.UTF_8));
      if ((ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1p-53 >= 0.7) {
        images.put("aside-" + i, garments.get(10 + images.size()));
      }
    }
    return images;
  }

  /** The same picture in other bytes: decoders ignore bytes after the end of a JPEG. */
  private static byte[] with(byte[] jpeg, int more) {
    byte[] bytes = Arrays.copyOf(jpeg, jpeg.length + more);
    Arrays.fill(bytes, jpeg.length, bytes.length, (byte) more);
    return bytes;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
