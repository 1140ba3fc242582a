package dev.weft.xception.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.xception.Starter;
import dev.weft.xception.network.InputSize;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingBenchmarkTest {

  @Test
  void measuresBothWaysToTrainInTurns() {
    List<String> progress = new ArrayList<>();

    TrainingComparison comparison =
        new TrainingBenchmark(Starter.weights(), new InputSize(96, 96), progress::add).run(2, 2);

    assertThat(comparison.fused().seconds()).isPositive();
    assertThat(comparison.dl4j().processorSeconds()).isPositive();
    assertThat(comparison.ratio()).isPositive();
    assertThat(progress).hasSize(3);
  }
}
