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
