package dev.weft.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.datasets.DatasetFilter;
import dev.weft.events.kafka.EventCodec;
import dev.weft.gateway.datasets.LabelSnapshots;
import dev.weft.gateway.datasets.TooManyImagesException;
import dev.weft.gateway.it.GatewayClient.Answer;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.kafka.cdi.Brokers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Named data sets, as far as the gateway implements them. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class DatasetsIT extends ModelOfItsOwn {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject Brokers brokers;
  @Inject EventCodec codec;
  @Inject ImageQueries views;

  private final String name = "d-" + UUID.randomUUID();

  @Test
  void aNameStandsForTheLabelsOfItsMoment() throws IOException {
    String polo = image("shop=north");
    String blazer = image("shop=south");
    String nobodys = image("shop=north");
    label(polo, "blazer");
    label(polo, "polo");
    label(blazer, "blazer");
    label(nobodys, "polo");
    assertThat(gateway.delete("/v1/images/" + nobodys + "/label").status()).isEqualTo(204);

    // Right after the last answer: no label is missing that was given before.
    Answer made = create(name, "");

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.header("Location")).endsWith("/v1/datasets/" + name);
    assertThat(made.json().path("images").asInt()).isEqualTo(2);
    assertThat(made.json().at("/labels/1/label").asText()).isEqualTo("polo");
    assertThat(made.json().path("model").asText()).isEqualTo(model);
    label(blazer, "polo");
    label(image("shop=north"), "polo");

    Answer shown = gateway.get("/v1/datasets/" + name);
    assertThat(shown.json()).isEqualTo(made.json());
    assertThat(gateway.get("/v1/datasets?model=" + model).json().path("datasets"))
        .containsExactly(made.json());
    Answer images = gateway.get("/v1/datasets/" + name + "/images");
    assertThat(images.header("Content-Type")).startsWith("application/jsonl");
    List<JsonNode> lines = new ArrayList<>();
    for (String line : images.text().split("\n")) {
      lines.add(JSON.readTree(line));
    }
    assertThat(lines).hasSize(2);
    JsonNode first = lines.get(polo.compareTo(blazer) < 0 ? 0 : 1);
    assertThat(first.path("imageId").asText()).isEqualTo(polo);
    assertThat(first.path("label").asText()).isEqualTo("polo");
    assertThat(first.path("labeledBy").asText()).isEqualTo("ann");
    assertThat(first.at("/tags/shop").asText()).isEqualTo("north");
  }

  @Test
  void aFilterChoosesByLabelSourceAuthorTagAndTime() {
    String north = image("shop=north");
    label(north, "polo");
    label(image("shop=south"), "polo");
    label(image("shop=north"), "blazer");
    JsonNode labeling = gateway.get("/v1/images/" + north).json().path("labeling");

    assertThat(images("\"tags\": {\"shop\": \"north\"}")).isEqualTo(2);
    assertThat(images("\"labels\": [\"polo\"]")).isEqualTo(2);
    assertThat(images("\"labels\": [\"polo\"], \"tags\": {\"shop\": \"north\"}")).isEqualTo(1);
    assertThat(images("\"source\": \"person\", \"by\": \"ann\"")).isEqualTo(3);
    assertThat(images("\"since\": " + labeling.path("at"))).isEqualTo(3);
    assertProblem(create("x" + name, "\"until\": " + labeling.path("at")), 409, "empty-dataset");
    assertProblem(create("x" + name, "\"by\": \"bob\""), 409, "empty-dataset");
    Answer misspelt = create("x" + name, "\"labels\": [\"polo\", \"blaser\"]");
    assertProblem(misspelt, 409, "empty-dataset");
    assertThat(misspelt.text()).contains("has the label blaser");
  }

  @Test
  void onlyTheImagesThatHaveTheTagsCountTowardsTheMaximum() {
    String north = image("shop=north");
    label(north, "polo");
    label(image("shop=south"), "polo");
    var one = new LabelSnapshots(brokers.config(), codec, views, "clothing", 1);
    var inNorth = new DatasetFilter(List.of(), null, null, Map.of("shop", "north"), null, null);

    assertThat(one.take(model, inNorth))
        .extracting(image -> image.labeled().imageId())
        .containsExactly(north);
    assertThatThrownBy(() -> one.take(model, DatasetFilter.ALL))
        .isInstanceOf(TooManyImagesException.class);
  }

  @Test
  void aNameKeepsItsMeaning() {
    label(image("shop=north"), "polo");
    Answer made = create(name, "");
    assertThat(made.status()).as(made.text()).isEqualTo(201);

    Answer again = create(name, "");
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(made.json());

    label(image("shop=north"), "polo");
    Answer other = create(name, "");
    assertProblem(other, 409, "dataset-exists");
    assertThat(other.text()).contains("1 images of " + model, "2 images", "Choose another name");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertProblem(create(name, ""), 409, "empty-dataset");
    assertProblem(create("a/b", ""), 400, "bad-parameter");
    assertProblem(create(name, "\"since\": \"yesterday\""), 400, "bad-parameter");
    assertProblem(create(name, "\"source\": \"rumour\""), 400, "bad-parameter");
    assertProblem(create(name, "\"colour\": \"red\""), 400, "bad-parameter");
    assertProblem(create(name, "\"labels\": [null]"), 400, "bad-parameter");
    assertProblem(create(name, "\"tags\": {\"shop\": null}"), 400, "bad-parameter");
    assertProblem(
        gateway.post("/v1/datasets", "{\"name\": \"a\", \"model\": \"no-such\"}"),
        404,
        "no-such-model");
    assertProblem(gateway.get("/v1/datasets/" + name), 404, "no-such-dataset");
    assertProblem(gateway.get("/v1/datasets/" + name + "/images"), 404, "no-such-dataset");
  }

  @Test
  void aTrainingIsAskedForOnOne() {
    label(image("shop=north"), "polo");
    create(name, "");

    Answer asked = gateway.post("/v1/trainings", "{\"dataset\": \"" + name + "\"}");

    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    assertThat(asked.json().path("dataset").asText()).isEqualTo(name);
    assertThat(asked.json().path("model").asText()).isEqualTo(model);
    assertProblem(
        gateway.post("/v1/trainings", "{\"dataset\": \"x" + name + "\"}"), 404, "no-such-dataset");
  }

  @Test
  void oneIsDeletedAndItsNameIsFree() {
    String polo = image("shop=north");
    label(polo, "polo");
    create(name, "");

    assertThat(gateway.delete("/v1/datasets/" + name).status()).isEqualTo(204);

    assertProblem(gateway.get("/v1/datasets/" + name), 404, "no-such-dataset");
    assertProblem(gateway.delete("/v1/datasets/" + name), 404, "no-such-dataset");
    assertThat(gateway.get("/v1/datasets?model=" + model).json().path("datasets")).isEmpty();
    assertThat(gateway.get("/v1/images/" + polo).json().path("label").asText()).isEqualTo("polo");
    label(image("shop=north"), "polo");
    Answer made = create(name, "");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("images").asInt()).isEqualTo(2);
  }

  @Test
  void oneThatATrainingIsAskedForOnIsNotDeleted() {
    label(image("shop=north"), "polo");
    create(name, "");
    Answer asked = gateway.post("/v1/trainings", "{\"dataset\": \"" + name + "\"}");

    Answer refused = gateway.delete("/v1/datasets/" + name);

    assertProblem(refused, 409, "dataset-in-use");
    assertThat(refused.text()).contains(asked.json().path("id").asText(), "cancel it first");
    assertThat(gateway.get("/v1/datasets/" + name).status()).isEqualTo(200);
  }

  private String image(String tags) {
    Answer uploaded =
        gateway.upload(
            "?purpose=training&model=" + model, GatewayClient.picture(), "Weft-Tags", tags);
    assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(202);
    return uploaded.json().path("id").asText();
  }

  private void label(String id, String label) {
    Answer labeled =
        gateway.post(
            "/v1/images/" + id + "/label", "{\"label\": \"" + label + "\", \"by\": \"ann\"}");
    assertThat(labeled.status()).as(labeled.text()).isEqualTo(200);
  }

  private int images(String filter) {
    Answer made = create("d-" + UUID.randomUUID(), filter);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("images").asInt();
  }

  private Answer create(String name, String filter) {
    String given = filter.isEmpty() ? "" : ", \"filter\": {" + filter + "}";
    return gateway.post(
        "/v1/datasets", "{\"name\": \"" + name + "\", \"model\": \"" + model + "\"" + given + "}");
  }

  private static void assertProblem(Answer answer, int status, String kind) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("type").asText()).endsWith(kind);
  }
}
