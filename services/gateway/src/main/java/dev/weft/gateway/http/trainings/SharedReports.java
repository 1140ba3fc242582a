package dev.weft.gateway.http.trainings;

import dev.weft.events.TrainingId;
import dev.weft.events.object.TrainingKeys;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.gateway.trainings.TrainingView;
import dev.weft.gateway.trainings.Trainings;
import jakarta.inject.Singleton;

/** Finds the report of a training: its own, or that of the training whose work it shares. */
@Singleton
public final class SharedReports {

  private final Trainings trainings;

  SharedReports(Trainings trainings) {
    this.trainings = trainings;
  }

  /**
   * The training that wrote the report; throws the problem that there can be none of this id.
   *
   * @param id of a training
   */
  public String writer(String id) {
    if (!TrainingId.isValid(id)) {
      throw TrainingsResource.noSuchTraining(id);
    }
    return trainings
        .get(id)
        .map(TrainingView::progress)
        .map(TrainingProgressed::report)
        .flatMap(TrainingKeys::ofReport)
        .orElse(id);
  }
}
