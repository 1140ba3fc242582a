package dev.weft.demo;

import dev.weft.client.WeftClient;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingRecipe;
import dev.weft.client.training.TrainingRequest;
import dev.weft.console.CommandSession;
import dev.weft.console.training.TrainingFollower;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Requests a short training, and follows it. */
final class DemoTraining {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** The trainer's names of phases, in order. */
  private static final List<String> PHASES =
      List.of(
          "queued", "dataset", "features", "freeze", "cache", "fine-tune", "evaluate", "publish");

  /** Runs after the report is written, which therefore lacks its duration. */
  private static final String PUBLISH = "publish";

  private final CommandSession session;
  private final WeftClient client;
  private final Phases phases;

  DemoTraining(CommandSession session, WeftClient client, Phases phases) {
    this.session = session;
    this.client = client;
    this.phases = phases;
  }

  /**
   * Runs a training on all current labels.
   *
   * @param id the id of the training
   * @return the ended training
   */
  Training train(String id) {
    client.trainings().request(request(), id);
    TrainingFollower follower = new TrainingFollower(session, client, INTERVAL);
    Training training = follower.follow(id);
    addPhases(follower.seconds(), reported(training));
    return training;
  }

  /**
   * Few drawings and few epochs: to get enough steps, batches are small and the learning rate is
   * high, with label smoothing against overfitting. A margin of 1 lets every version pass: the few
   * test drawings, five per class, are inconclusive, and the demo is to show the evaluation by the
   * rollout.
   */
  static TrainingRequest request() {
    TrainingRecipe.Head head = new TrainingRecipe.Head(null, 50, null, 0.1, null, null, null);
    TrainingRecipe.FineTune fineTune =
        new TrainingRecipe.FineTune("block13", 1e-3, 3, null, null, null, null);
    TrainingRecipe recipe =
        new TrainingRecipe(null, null, 4, head, fineTune, 1.0, null, null, null, null);
    return new TrainingRequest(null, null, null, recipe, null);
  }

  private Map<String, Double> reported(Training training) {
    return training.links().report() == null
        ? Map.of()
        : client.trainings().report(training.id()).seconds();
  }

  /** Prefers the trainer's own durations, since short phases end between two polls. */
  private void addPhases(Map<String, Double> followed, Map<String, Double> reported) {
    for (String phase : PHASES) {
      if (reported.containsKey(phase) && !phase.equals(PUBLISH)) {
        phases.add(phase, reported.get(phase));
      } else if (followed.containsKey(phase)) {
        phases.add(phase, followed.get(phase));
      }
    }
  }
}
