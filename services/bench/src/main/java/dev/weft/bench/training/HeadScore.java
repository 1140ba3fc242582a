package dev.weft.bench.training;

import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.phase.History;

/**
 * Figures of a head.
 *
 * @param epochs number of epochs that it was trained for
 * @param bestEpoch number of the best epoch
 * @param validationLoss after that epoch
 * @param validationAccuracy after that epoch, 0..1
 * @param testAccuracy 0..1
 */
record HeadScore(
    int epochs,
    int bestEpoch,
    double validationLoss,
    double validationAccuracy,
    double testAccuracy) {

  static HeadScore of(History history, double testAccuracy) {
    Epoch best = history.epochs().get(history.best() - 1);
    return new HeadScore(
        history.last(),
        best.number(),
        best.validationLoss(),
        best.validationAccuracy(),
        testAccuracy);
  }
}
