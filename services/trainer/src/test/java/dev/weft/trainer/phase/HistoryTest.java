package dev.weft.trainer.phase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {

  @Test
  void endsWhenTheLossHasNotFallenForSoManyEpochs() {
    History history = of(3, 2, 2.5, 2.1);
    assertThat(history.best()).isEqualTo(2);
    assertThat(history.isOver(100, 2)).isTrue();
    assertThat(history.isOver(100, 3)).isFalse();
    assertThat(history.improved()).isFalse();
  }

  @Test
  void endsAfterTheLastEpoch() {
    assertThat(of(3, 2).isOver(2, 5)).isTrue();
    assertThat(of(3, 2).improved()).isTrue();
  }

  @Test
  void ofEqualEpochsTheFirstIsTheBest() {
    assertThat(of(2, 2, 2).best()).isEqualTo(1);
  }

  @Test
  void aPhaseThatGoesOnIsNeverRightAboutFewerThanItBeganWith() {
    History begun = History.EMPTY.and(new Epoch(0, null, null, 0.5, 0.9, 1));
    History surer = begun.and(new Epoch(1, 1.0, 0.9, 0.3, 0.89, 1));
    assertThat(surer.best()).isZero();
    History better = surer.and(new Epoch(2, 1.0, 0.9, 0.6, 0.91, 1));
    assertThat(better.best()).isEqualTo(2);
    assertThat(better.and(new Epoch(3, 1.0, 0.9, 0.55, 0.91, 1)).best()).isEqualTo(3);
    assertThat(better.and(new Epoch(3, 1.0, 0.9, Double.NaN, 0.91, 1)).best()).isEqualTo(2);
  }

  @Test
  void hasNotBegunWithoutAnEpoch() {
    assertThat(History.EMPTY.isOver(1, 1)).isFalse();
    assertThat(History.EMPTY.last()).isEqualTo(-1);
  }

  @Test
  void isKeptInACheckpoint(@org.junit.jupiter.api.io.TempDir java.nio.file.Path dir) {
    Checkpoints checkpoints = new FileCheckpoints(dir);
    assertThat(Histories.open(checkpoints, "h")).isEmpty();
    History history = of(3, 2).and(new Epoch(3, null, null, 1, 1, 0.5));
    Histories.save(checkpoints, "h", history);
    assertThat(Histories.open(checkpoints, "h")).contains(history);
    checkpoints.delete("h");
    assertThat(checkpoints.open("h")).isEmpty();
  }

  private static History of(double... losses) {
    History history = History.EMPTY;
    for (double loss : losses) {
      history = history.and(new Epoch(history.epochs().size() + 1, 1.0, 0.5, loss, 0.5, 1));
    }
    return history;
  }
}
