package dev.weft.bench.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.terminal.Style;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverheadResultTest {
  private final OverheadResult result =
      new OverheadResult("4 drawings", 100, 0.75, load(160, 1), load(16, 2), load(0, 30));

  private static LoadCost load(double imagesPerSecond, double factor) {
    return new LoadCost(
        imagesPerSecond,
        List.of(
            new ProcessCost("gateway", 2 * factor, Map.of("vert.x-eventloop-thread", factor)),
            new ProcessCost(
                "classifier",
                3.5 * factor,
                Map.of("weft-prepare", 1.5 * factor, "C2 CompilerThread", 0.5 * factor)),
            new ProcessCost("rollout", 0.5 * factor, Map.of()),
            new ProcessCost("broker", factor, Map.of("C1 CompilerThread", 0.25 * factor)),
            new ProcessCost("store", factor, Map.of()),
            new ProcessCost("load generator", factor, Map.of())));
  }

  @Test
  void theTimeOfAProcessIsSharedByItsImages() {
    ProcessCost cost = ProcessCost.of("gateway", 3, Map.of("a", 1.5, "b", 1.0), 1000);

    assertThat(cost.millis()).isEqualTo(3);
    assertThat(cost.group("a")).isEqualTo(1.5);
    assertThat(cost.group("b")).isEqualTo(1);
    assertThat(cost.group("c")).isZero();
    assertThat(cost.group(ProcessCost.ENDED)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void whereThreadsAreNotKnownNoneHasEnded() {
    assertThat(ProcessCost.of("gateway", 3, Map.of(), 1000).groups()).isEmpty();
  }

  @Test
  void jsonHasEachFigureByNameBesideItsTarget() {
    ObjectNode json = result.toJson();

    assertThat(json.at("/full/imagesPerSecond").asDouble()).isEqualTo(160);
    assertThat(json.at("/full/classifierBesidesDecodingMillis").asDouble()).isEqualTo(2.25);
    assertThat(json.at("/targets/classifierBesidesDecodingMillis").asDouble()).isEqualTo(2);
    assertThat(json.at("/full/gatewayMillis").asDouble()).isEqualTo(2);
    assertThat(json.at("/full/rolloutMillis").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/full/backendsMillis").asDouble()).isEqualTo(1.75);
    assertThat(json.at("/full/compilersMillis").asDouble()).isEqualTo(0.75);
    assertThat(json.at("/tenth/gatewayMillis").asDouble()).isEqualTo(4);
    assertThat(json.at("/full/processes/1/threads/weft-prepare").asDouble()).isEqualTo(1.5);
    assertThat(json.at("/idle/processes/0/millisPerSecond").asDouble()).isEqualTo(60);
  }

  @Test
  void peopleSeeTheSame() {
    assertThat(String.join("\n", result.lines(new Style(false, false, true, 100))))
        .contains("160.0", "2.25", "vert.x-eventloop-thread", "load generator", "target");
  }
}
