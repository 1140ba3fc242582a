package dev.weft.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.it.GatewayClient.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Deletion of models that were created by mistake. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class DeleteModelIT extends ModelOfItsOwn {

  @Test
  void aModelWithoutAVersionIsDeletedAndTakesNoImagesAnyMore() {
    assertThat(upload().status()).isEqualTo(202);

    assertThat(gateway.delete("/v1/models/" + model).status()).isEqualTo(204);

    assertThat(upload().status()).isEqualTo(404);
    assertThat(gateway.get("/v1/models").text()).doesNotContain(model);
    assertProblem(gateway.delete("/v1/models/" + model), 404, "no-such-model");
    assertThat(gateway.post("/v1/models", "{\"name\": \"" + model + "\"}").status()).isEqualTo(201);
  }

  @Test
  void oneThatATrainingIsForIsNot() {
    Answer training = gateway.post("/v1/trainings", "{\"model\": \"" + model + "\"}");

    Answer refused = gateway.delete("/v1/models/" + model);

    assertProblem(refused, 409, "model-in-use");
    assertThat(refused.text()).contains(training.json().path("id").asText(), "cancel it first");
  }

  @Test
  void whatNobodyCreatedIsNotThere() {
    assertProblem(gateway.delete("/v1/models/x" + model), 404, "no-such-model");
    assertProblem(gateway.delete("/v1/models/Not%20a%20name"), 404, "no-such-model");
  }

  private Answer upload() {
    return gateway.upload("?model=" + model, GatewayClient.picture());
  }

  private static void assertProblem(Answer answer, int status, String kind) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("type").asText()).endsWith(kind);
  }
}
