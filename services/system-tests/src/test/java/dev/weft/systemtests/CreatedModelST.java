package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.testsupport.garments.Garment;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is created while the system runs, on two replicas, from no weights of its own. */
class CreatedModelST {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOPS = "tops";
  private static final List<String> CLASSES = List.of("hat", "pants");
  private static final int IMAGES = 28;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String HEAD =
      """
      {"model": "%s", "recipe": {"minImagesPerClass": 3,
      "head": {"epochs": 10}, "fineTune": {"from": "none"}}}\
      """;

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
      assertThat(uploads.send("early", early, "image/jpeg", TOPS).statusCode()).isEqualTo(202);
      isTrainedFromTheBaseThatComesWithWeft();
      servesOnReplicas(2);
      assertThat(answer("early", api)).isEqualTo(TOPS + ":1");
      assertThat(answerAboutNew("without-a-restart", second)).isEqualTo(TOPS + ":1");
      for (String id : photographs.keySet()) {
        assertThat(api.image(id).path("state").asText()).isEqualTo("training");
        assertThat(api.predictions(id)).isEmpty();
      }

      first.kill();
      first.start();
      first.awaitReady();
      assertThat(answerAboutNew("after-a-restart", first)).isEqualTo(TOPS + ":1");
      aBaseIsForAFirstTraining();
      theBetterOfTwoBasesIsFound();
    }
  }

  private WeftProcess start(String name, EmbeddedBroker broker, EmbeddedStore store) {
    String[] names =
        Stream.of("classifier", "trainer", "rollout")
            .map(service -> "-Dweft." + service + ".instance-id=" + name)
            .toArray(String[]::new);
    String[] settings =
        Stream.of(Backends.credentials(), WeftProcess.FOR_TRAINING, names)
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    return WeftProcess.against(broker.port(), store.endpoint(), folder.resolve(name), settings);
  }

  private void isCreatedOnce() throws Exception {
    byte[] jpeg = photographs("early").values().iterator().next().jpeg();
    HttpResponse<String> early = uploads.send("early", jpeg, "image/jpeg", TOPS);
    assertThat(early.statusCode()).as(early.body()).isEqualTo(404);
    assertThat(early.body()).contains("no-such-model", "POST /v1/models");

    assertThat(create("{\"name\": \"tops\"}").statusCode()).isEqualTo(201);
    HttpResponse<String> again = create("{\"name\": \"tops\", \"base\": \"imagenet\"}");
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(JSON.readTree(again.body()).path("base").asText()).isEqualTo("imagenet");
    HttpResponse<String> other = create("{\"name\": \"tops\", \"base\": \"clothing\"}");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("model-exists", "with the base imagenet");
    HttpResponse<String> published = create("{\"name\": \"clothing\"}");
    assertThat(published.statusCode()).isEqualTo(409);
    assertThat(published.body()).contains("has a version already");
    HttpResponse<String> baseless = create("{\"name\": \"hats\", \"base\": \"clothing:9\"}");
    assertThat(baseless.statusCode()).isEqualTo(400);
    assertThat(baseless.body()).contains("There is no base clothing:9");
    assertThat(create("{\"name\": \"auto\"}").statusCode()).isEqualTo(400);
  }

  /** Labels take them in, and nobody refuses them, though nothing answers yet. */
  private void itsImagesWait(Map<String, Garment> photographs) throws IOException {
    for (Map.Entry<String, Garment> each : photographs.entrySet()) {
      byte[] jpeg = each.getValue().jpeg();
      assertThat(uploads.sendForTraining(each.getKey(), jpeg, TOPS).statusCode()).isEqualTo(202);
      api.label(each.getKey(), each.getValue().label());
    }
    // The default model's pipeline has passed them over when it answers what came after them.
    uploads.answered("sentinel", photographs.values().iterator().next().jpeg());
    assertThat(api.image(photographs.keySet().iterator().next()).path("state").asText())
        .isEqualTo("training");
  }

  private void isTrainedFromTheBaseThatComesWithWeft() throws IOException {
    api.request("tops-1", HEAD.formatted(TOPS));
    JsonNode end = api.awaitEnd("tops-1");
    assertThat(end.path("state").asText()).as("%s", end).isEqualTo("published");
    assertThat(end.path("version").asInt()).isEqualTo(1);
    JsonNode report = api.report("tops-1");
    assertThat(report.at("/lineage/from").asText()).isEqualTo("imagenet:1");
    assertThat(report.at("/lineage/parent").isNull()).isTrue();
    assertThat(report.path("evaluations").findValuesAsText("name")).doesNotContain("serving");
    JsonNode version = JSON.readTree(uploads.get("/v1/models/tops/versions/1").body());
    assertThat(version.at("/origin/parent").asText()).isEqualTo("imagenet:1");
    assertThat(JSON.convertValue(version.path("classes"), String[].class))
        .containsExactlyElementsOf(CLASSES);
    assertThat(JSON.readTree(uploads.get("/v1/models").body()).path("models"))
        .extracting(model -> model.path("name").asText())
        .containsExactly("clothing", TOPS);
  }

  private void servesOnReplicas(int replicas) {
    RolloutApi rollouts = new RolloutApi(weft, TOPS);
    await("the new model on " + replicas + " replicas")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(
            () -> {
              int serving = 0;
              for (JsonNode replica : rollouts.state().path("replicas")) {
                serving += replica.path("serving").asInt(0) == 1 ? 1 : 0;
              }
              return serving == replicas;
            });
  }

  private String answerAboutNew(String id, WeftProcess gateway) throws IOException {
    byte[] jpeg = photographs(id).values().iterator().next().jpeg();
    Uploads there = new Uploads(gateway);
    await("upload of " + id)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> there.send(id, jpeg, "image/jpeg", TOPS).statusCode() == 202);
    return answer(id, new TrainingApi(gateway));
  }

  private static String answer(String id, TrainingApi gateway) {
    JsonNode model =
        await("an answer about " + id)
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .ignoreExceptions()
            .until(() -> gateway.predictions(id).path(0).path("model"), JsonNode::isObject);
    return model.path("name").asText() + ":" + model.path("version").asText();
  }

  private void aBaseIsForAFirstTraining() throws IOException {
    api.request("tops-2", HEAD.formatted(TOPS).replaceFirst("\\{", "{\"base\": \"imagenet\", "));
    JsonNode end = api.awaitEnd("tops-2");
    assertThat(end.path("state").asText()).as("%s", end).isEqualTo("failed");
    assertThat(end.at("/progress/detail").asText()).contains("leave the base imagenet out");
  }

  private void theBetterOfTwoBasesIsFound() throws Exception {
    assertThat(create("{\"name\": \"either\", \"base\": \"auto\"}").statusCode()).isEqualTo(201);
    Map<String, Garment> photographs = photographs("either");
    for (Map.Entry<String, Garment> each : photographs.entrySet()) {
      byte[] jpeg = each.getValue().jpeg();
      assertThat(uploads.send(each.getKey(), jpeg, "image/jpeg", "either").statusCode())
          .isEqualTo(202);
      api.label(each.getKey(), each.getValue().label());
    }
    api.request("either-1", HEAD.formatted("either"));
    JsonNode end = api.awaitEnd("either-1");
    assertThat(end.path("state").asText()).as("%s", end).isEqualTo("published");
    JsonNode lineage = api.report("either-1").path("lineage");
    JsonNode tried = lineage.path("tried");
    assertThat(tried)
        .extracting(base -> base.path("base").asText())
        .containsExactlyInAnyOrder("imagenet:1", "clothing:1");
    assertThat(tried.at("/0/accuracy").asDouble())
        .isGreaterThanOrEqualTo(tried.at("/1/accuracy").asDouble());
    assertThat(lineage.path("from")).isEqualTo(tried.at("/0/base"));
  }

  private HttpResponse<String> create(String body) throws Exception {
    HttpRequest request =
        weft.request("/v1/models")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static Map<String, Garment> photographs(String prefix) {
    return DrawnImages.of(prefix, CLASSES, IMAGES);
  }
}
