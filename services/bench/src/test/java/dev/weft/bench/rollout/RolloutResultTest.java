package dev.weft.bench.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.bench.measure.Quantiles;
import dev.weft.console.terminal.Style;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolloutResultTest {
  private static final Style PLAIN = new Style(false, false, true, 100);

  @Test
  void theSwapIsLoadingAndTakingOverTogetherWithoutWhatTheRolloutLearns() {
    RolloutResult result = result(100, 140, 300, 120);

    assertThat(result.swap().count()).isEqualTo(200);
    assertThat(result.ratio(result.swap())).isEqualTo(1.4, within(0.02));
    assertThat(text(result)).contains("1.39 at p99, 200 images; within the 1.5").contains("3.00");
  }

  @Test
  void aSwapThatCostsMoreThanItMayIsCalledSo() {
    assertThat(text(result(100, 200, 100, 100))).contains("above the 1.5");
  }

  @Test
  void jsonHasEachPhaseByName() {
    ObjectNode json = result(100, 140, 300, 120).toJson();

    assertThat(json.path("shadowRatio").asDouble()).isEqualTo(3);
    assertThat(json.at("/phases/before/images").asInt()).isEqualTo(100);
    assertThat(json.at("/phases/loading/p99Millis").asDouble()).isEqualTo(140);
    assertThat(json.at("/phases/takeOver/ratio").asDouble()).isEqualTo(1.2);
    assertThat(json.at("/phases/swap/images").asInt()).isEqualTo(200);
    assertThat(json.at("/phases").size()).isEqualTo(LoadPhase.values().length + 1);
  }

  private static String text(RolloutResult result) {
    return String.join("\n", result.lines(PLAIN));
  }

  /** A result with 100 images in each phase and the given 99th percentiles. */
  private static RolloutResult result(
      double before, double loading, double shadow, double takeOver) {
    Map<LoadPhase, Quantiles> phases = new EnumMap<>(LoadPhase.class);
    for (LoadPhase phase : LoadPhase.values()) {
      phases.put(phase, upTo(before));
    }
    phases.put(LoadPhase.LOADING, upTo(loading));
    phases.put(LoadPhase.SHADOW, upTo(shadow));
    phases.put(LoadPhase.TAKE_OVER, upTo(takeOver));
    return new RolloutResult("drawings", 5, 2, "onnx-cpu", 240, true, phases);
  }

  private static Quantiles upTo(double p99) {
    return new Quantiles(IntStream.rangeClosed(-98, 1).mapToDouble(i -> p99 + i).toArray());
  }
}
