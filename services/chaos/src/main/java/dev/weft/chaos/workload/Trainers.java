package dev.weft.chaos.workload;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.workload.Gateways.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Requests trainings one after the other, each until it is accepted. */
final class Trainers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PAUSE_MILLIS = 500;
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  /**
   * The head only, and the head with the end of the base, which is another path through the
   * trainer.
   */
  private static final List<String> FROM = List.of("none", "none", "block14");

  private final ClientScene scene;
  private final Mix mix;
  private final AtomicBoolean ended;

  Trainers(ClientScene scene, Mix mix, AtomicBoolean ended) {
    this.scene = scene;
    this.mix = mix;
    this.ended = ended;
  }

  void run() {
    try {
      for (int number = 0; !ended.get(); number++) {
        Workload.pause(mix.trainings(), ended);
        request(scene.prefix() + "t" + number, FROM.get(number % FROM.size()));
        // A request that is sent while another one is queued would be the same training.
        while (!ended.get() && !scene.trainings().await(A_MOMENT)) {
          continue;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void request(String id, String from) throws InterruptedException {
    while (!ended.get()) {
      Answer answer = scene.gateways().train(id, request(from));
      scene
          .history()
          .add(
              new Operation.TrainingTried(
                  id, mix.model(), answer.status(), answer.sentAt(), answer.at()));
      if (answer.isAcknowledged()) {
        scene.trainings().begun(id);
        return;
      }
      if (!answer.isPassing()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  /** Short, and published regardless of accuracy: the run tests the process, not the model. */
  private ObjectNode request(String from) {
    ObjectNode body = JSON.createObjectNode().put("model", mix.model());
    ObjectNode recipe = body.putObject("recipe");
    recipe.put("minImagesPerClass", 3).put("batchSize", 8).put("gateMargin", 1.0);
    recipe.putObject("head").put("epochs", 3);
    recipe.putObject("fineTune").put("from", from).put("epochs", 1);
    return body;
  }
}
