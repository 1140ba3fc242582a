package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.Problem;
import dev.weft.client.Upload;
import dev.weft.client.image.ImageState;
import dev.weft.client.image.Uncertainty;
import dev.weft.client.model.Model;
import dev.weft.client.model.ModelRequest;
import dev.weft.client.model.ModelUncertainty;
import dev.weft.client.model.ModelVersionDetail;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.UncertaintyPolicy;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingReport;
import dev.weft.client.training.TrainingRequest;
import dev.weft.client.training.TrainingState;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.testsupport.garments.Garment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model that is created while the system runs, with two replicas and without uploaded weights.
 */
class CreatedModelST {
  private static final String TOPS = "tops";
  private static final List<String> CLASSES = List.of("hat", "pants");
  private static final int IMAGES = 28;

  private static TrainingRequest head(String model, String base) {
    return new TrainingRequest(model, null, base, Recipes.headOnly(3, 10, null), null);
  }

  @TempDir Path folder;

  private WeftProcess weft;
  private Uploads uploads;
  private TrainingApi api;

  @Test
  void aModelOfOnesOwnClassesIsServedByAllReplicasWithoutARestartAndAfterOne() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        EmbeddedStore store = Backends.store(folder.resolve("store"), 0);
        WeftProcess first = start("first", broker, store);
        WeftProcess second = start("second", broker, store)) {
      weft = first;
      uploads = new Uploads(first);
      api = new TrainingApi(first);
      first.awaitReady();
      second.awaitReady();

      isCreatedOnce();
      Map<String, Garment> photographs = photographs(TOPS);
      itsImagesWait(photographs);
      byte[] early = photographs("early").values().iterator().next().jpeg();
      assertThat(uploads.send(Upload.of(early).id("early").model(TOPS))).isEmpty();
      isTrainedFromTheBaseThatComesWithWeft();
      servesOnReplicas(2);
      assertThat(answer("early", api)).isEqualTo(TOPS + ":1");
      assertThat(answerAboutNew("without-a-restart", second)).isEqualTo(TOPS + ":1");
      for (String id : photographs.keySet()) {
        assertThat(api.image(id).state()).isEqualTo(ImageState.TRAINING);
        assertThat(api.predictions(id)).isEmpty();
      }

      answersAreUncertainAsThePolicySaysAtOnce(second);

      first.kill();
      first.start();
      first.awaitReady();
      assertThat(answerAboutNew("after-a-restart", first)).isEqualTo(TOPS + ":1");
      aBaseIsForAFirstTraining();
      theBetterOfTwoBasesIsFound();
    }
  }

  /**
   * Starts a process that trains with one random crop of each image, as trainings on few
   * photographs do.
   */
  private WeftProcess start(String name, EmbeddedBroker broker, EmbeddedStore store) {
    String[] names =
        Stream.of("classifier", "trainer", "rollout")
            .map(service -> "-Dweft." + service + ".instance-id=" + name)
            .toArray(String[]::new);
    String[] settings =
        Stream.of(
                Backends.credentials(),
                WeftProcess.FOR_TRAINING,
                WeftProcess.WITH_INT8,
                names,
                new String[] {"-Dweft.trainer.recipe.head.crops=1"})
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    return WeftProcess.against(broker.port(), store.endpoint(), folder.resolve(name), settings);
  }

  private void isCreatedOnce() throws Exception {
    byte[] jpeg = photographs("early").values().iterator().next().jpeg();
    Problem early = uploads.send(Upload.of(jpeg).id("early").model(TOPS)).orElseThrow();
    assertThat(early.status()).as(early.toString()).isEqualTo(404);
    assertThat(early.type()).endsWith("no-such-model");
    assertThat(early.text()).contains("POST /v1/models");

    create(TOPS, null);
    assertThat(create(TOPS, "imagenet").base()).isEqualTo("imagenet");
    Problem other = refusal(TOPS, "clothing");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.type()).endsWith("model-exists");
    assertThat(other.text()).contains("with the base imagenet");
    Problem published = refusal("clothing", null);
    assertThat(published.status()).isEqualTo(409);
    assertThat(published.text()).contains("already has a version");
    Problem baseless = refusal("hats", "clothing:9");
    assertThat(baseless.status()).isEqualTo(400);
    assertThat(baseless.text()).contains("The base clothing:9 does not exist");
    assertThat(refusal("auto", null).status()).isEqualTo(400);
  }

  /**
   * Uploads and labels images of the new model. They are accepted and not rejected, although no
   * version can classify them yet.
   */
  private void itsImagesWait(Map<String, Garment> photographs) throws IOException {
    for (Map.Entry<String, Garment> each : photographs.entrySet()) {
      byte[] jpeg = each.getValue().jpeg();
      Upload upload = Upload.of(jpeg).id(each.getKey()).model(TOPS).forTraining(true);
      assertThat(uploads.send(upload)).isEmpty();
      api.label(each.getKey(), each.getValue().label());
    }
    // Once the default model's pipeline has classified a later image, it has skipped these.
    uploads.answered("sentinel", photographs.values().iterator().next().jpeg());
    assertThat(api.image(photographs.keySet().iterator().next()).state())
        .isEqualTo(ImageState.TRAINING);
  }

  private void isTrainedFromTheBaseThatComesWithWeft() throws IOException {
    api.request("tops-1", head(TOPS, null));
    Training end = api.awaitEnd("tops-1");
    assertThat(end.state()).as("%s", end).isEqualTo(TrainingState.PUBLISHED);
    assertThat(end.version()).isEqualTo(1);
    JsonNode report = api.report("tops-1");
    assertThat(report.at("/lineage/from").asText()).isEqualTo("imagenet:1");
    assertThat(report.at("/lineage/parent").isNull()).isTrue();
    assertThat(report.path("evaluations").findValuesAsText("name")).doesNotContain("serving");
    ModelVersionDetail version = weft.weft().models().version(TOPS, "1").orElseThrow();
    assertThat(version.origin().parent()).isEqualTo("imagenet:1");
    assertThat(version.classes()).containsExactlyElementsOf(CLASSES);
    JsonNode inIntegers = report.path("quantized");
    assertThat(inIntegers.path("images").asInt()).isPositive();
    assertThat(version.files().containsKey("model-int8.onnx"))
        .as("%s", inIntegers)
        .isEqualTo(inIntegers.path("objection").isNull());
    assertThat(weft.weft().models().list().models())
        .extracting(Model::name)
        .containsExactly("clothing", TOPS);
  }

  private void servesOnReplicas(int replicas) {
    RolloutApi rollouts = new RolloutApi(weft, TOPS);
    await("the new model on " + replicas + " replicas")
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(
            () ->
                rollouts.state().replicas().stream()
                        .filter(it -> it.serving() != null && it.serving() == 1)
                        .count()
                    == replicas);
  }

  private String answerAboutNew(String id, WeftProcess gateway) throws IOException {
    byte[] jpeg = photographs(id).values().iterator().next().jpeg();
    Uploads there = new Uploads(gateway);
    await("upload of " + id)
        .atMost(TIMEOUT)
        .ignoreExceptions()
        .until(() -> there.send(Upload.of(jpeg).id(id).model(TOPS)).isEmpty());
    return answer(id, new TrainingApi(gateway));
  }

  private void answersAreUncertainAsThePolicySaysAtOnce(WeftProcess gateway) throws IOException {
    UncertaintyPolicy nothingIsLike = new UncertaintyPolicy(null, null, null, 0.0, null, -1000.0);
    ModelUncertainty would =
        weft.weft().models().previewUncertainty(TOPS, nothingIsLike).orElseThrow();
    assertThat(would.heldOut().answered()).isZero();
    holdsOnReplicas(nothingIsLike);
    answerAboutNew("of-no-class", gateway);
    assertThat(uncertainty("of-no-class").reasons()).containsExactly("unlike_training_data");

    holdsOnReplicas(new UncertaintyPolicy(null, null, null, 0.0, null, 1000.0));
    answerAboutNew("whatever-it-is", gateway);
    assertThat(uncertainty("whatever-it-is").reasons()).isEmpty();
  }

  private void holdsOnReplicas(UncertaintyPolicy uncertainty) {
    RolloutApi rollouts = new RolloutApi(weft, TOPS);
    int revision =
        rollouts
            .policy(new RolloutPolicy(null, null, null, null, null, null, uncertainty))
            .revision();
    rollouts.awaitState(
        "both replicas at revision " + revision,
        TIMEOUT,
        state -> state.replicas().stream().filter(it -> it.revision() >= revision).count() == 2);
  }

  private Uncertainty uncertainty(String id) throws IOException {
    return api.predictions(id).get(0).uncertainty();
  }

  private static String answer(String id, TrainingApi gateway) {
    return await("an answer about " + id)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> gateway.predictions(id).get(0).model().toString(), model -> true);
  }

  private void aBaseIsForAFirstTraining() throws IOException {
    api.request("tops-2", head(TOPS, "imagenet"));
    Training end = api.awaitEnd("tops-2");
    assertThat(end.state()).as("%s", end).isEqualTo(TrainingState.FAILED);
    assertThat(end.progress().detail()).contains("omit the base imagenet");
  }

  private void theBetterOfTwoBasesIsFound() throws Exception {
    create("either", "auto");
    Map<String, Garment> photographs = photographs("either");
    for (Map.Entry<String, Garment> each : photographs.entrySet()) {
      byte[] jpeg = each.getValue().jpeg();
      assertThat(uploads.send(Upload.of(jpeg).id(each.getKey()).model("either"))).isEmpty();
      api.label(each.getKey(), each.getValue().label());
    }
    api.request("either-1", head("either", null));
    Training end = api.awaitEnd("either-1");
    assertThat(end.state()).as("%s", end).isEqualTo(TrainingState.PUBLISHED);
    TrainingReport.Lineage lineage = weft.weft().trainings().report("either-1").lineage();
    List<TrainingReport.TriedBase> tried = lineage.tried();
    assertThat(tried)
        .extracting(TrainingReport.TriedBase::base)
        .containsExactlyInAnyOrder("imagenet:1", "clothing:1");
    assertThat(tried.get(0).accuracy()).isGreaterThanOrEqualTo(tried.get(1).accuracy());
    assertThat(lineage.from()).isEqualTo(tried.get(0).base());
  }

  private Model create(String name, String base) {
    return weft.weft().models().create(new ModelRequest(name, base));
  }

  private Problem refusal(String name, String base) throws IOException {
    return Uploads.refusal(() -> create(name, base)).orElseThrow();
  }

  private static Map<String, Garment> photographs(String prefix) {
    return DrawnImages.of(prefix, CLASSES, IMAGES);
  }
}
