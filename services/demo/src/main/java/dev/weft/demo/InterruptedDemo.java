package dev.weft.demo;

import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.client.model.ModelVersionDetail;
import dev.weft.client.model.Origin;
import dev.weft.client.rollout.OrderTerms;
import dev.weft.client.rollout.RolloutAction;
import dev.weft.client.rollout.RolloutOrder;
import dev.weft.client.rollout.RolloutState;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingQuery;
import dev.weft.console.CommandSession;
import dev.weft.console.ServerFault;

/**
 * Trainings and rollouts of an interrupted demo, which would delay the next one or change the
 * serving version during it.
 */
final class InterruptedDemo {
  private final CommandSession session;
  private final WeftClient client;

  InterruptedDemo(CommandSession session, WeftClient client) {
    this.session = session;
    this.client = client;
  }

  /** Cancels them and reports it. */
  void end() {
    cancelTrainings();
    client.rollouts().list().rollouts().forEach(this::abort);
  }

  private void abort(RolloutState state) {
    if (state.rollout() == null) {
      return;
    }
    String version = String.valueOf(state.rollout().version());
    if (client.models().version(state.model(), version).filter(this::isDemos).isEmpty()) {
      return;
    }
    String name = state.model() + ":" + version;
    try {
      RolloutOrder why =
          new RolloutOrder(null, "the demo was interrupted", RetrainingDemo.LABELED_BY);
      client.rollouts().order(state.model(), RolloutAction.ABORT, why, OrderTerms.ANY);
      session.note("aborted the rollout of " + name + " from an interrupted demo");
    } catch (WeftException e) {
      session.note("the rollout of " + name + " continues: " + ServerFault.ofOrder(e).getMessage());
    }
  }

  private boolean isDemos(ModelVersionDetail version) {
    Origin origin = version.origin();
    return SpoiledVersion.KIND.equals(origin.kind())
        || origin.training() != null && DemoImages.isRun(origin.training().trainingId());
  }

  private void cancelTrainings() {
    for (Training training : client.trainings().list(TrainingQuery.ALL).trainings()) {
      if (DemoImages.isRun(training.id()) && !training.state().isFinal()) {
        client.trainings().cancel(training.id());
        session.note("cancelled " + training.id() + ", which an interrupted demo had started");
      }
    }
  }
}
