package dev.weft.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.bench.measure.Quantiles;
import dev.weft.bench.peer.EventLoad.Run;
import dev.weft.console.terminal.Style;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerResultTest {
  private final PeerResult result =
      new PeerResult(
          "4 drawings",
          new PeerPlan(2, 1, 1, 32, 4, 2),
          Measured.all(List.of(measured(0.25, 100), measured(0.25, 120))),
          Measured.all(List.of(measured(0.5, 200), measured(0.3, 300))));

  private static Measured measured(double seconds, double millis) {
    return new Measured(
        new Run(2, seconds, new Quantiles(millis, millis + 1)),
        0.5 * seconds,
        0.25 * seconds,
        new Run(1, 0.125, new Quantiles(millis / 2)),
        0.0625);
  }

  @Test
  void roundsAreMeasuredTogether() {
    Measured both = result.weft();

    assertThat(both.full().images()).isEqualTo(4);
    assertThat(both.full().imagesPerSecond()).isEqualTo(8);
    assertThat(both.full().millis().count()).isEqualTo(4);
    assertThat(both.fullProcessorMillis()).isEqualTo(62.5);
    assertThat(both.backendsMillis()).isEqualTo(31.25);
    assertThat(both.singleProcessorMillis()).isEqualTo(62.5);
  }

  @Test
  void theRatioIsWeftToThePeer() {
    assertThat(result.ratio()).isEqualTo(1.6);
    assertThat(result.processorRatio()).isEqualTo(0.625);
  }

  @Test
  void jsonHasTheFiguresOfBothByName() {
    ObjectNode json = result.toJson();

    assertThat(json.path("ratio").asDouble()).isEqualTo(1.6);
    assertThat(json.path("processorRatio").asDouble()).isEqualTo(0.625);
    assertThat(json.at("/weft/imagesPerSecond").asDouble()).isEqualTo(8);
    assertThat(json.at("/peer/imagesPerSecond").asDouble()).isEqualTo(5);
    assertThat(json.at("/weft/latencyP50Millis").asDouble()).isEqualTo(101);
    assertThat(json.at("/peer/latencyP95Millis").asDouble()).isEqualTo(301);
    assertThat(json.at("/weft/singleP50Millis").asDouble()).isEqualTo(50);
  }

  @Test
  void peopleSeeTheSame() {
    assertThat(String.join("\n", result.lines(new Style(false, false, true, 100))))
        .contains("8.00", "5.00", "1.600", "62.50", "exactly once", "at least once");
  }
}
