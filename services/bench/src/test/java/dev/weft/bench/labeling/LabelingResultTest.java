package dev.weft.bench.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.bench.labeling.LabelingResult.Measure;
import dev.weft.console.terminal.Style;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelingResultTest {

  @Test
  void theQueueIsComparedSeedBySeed() {
    LabelingResult result = result();

    BootstrapMean gain = result.gain(Chooser.QUEUE, Measure.ACCURACY, 1);

    assertThat(gain.mean()).isCloseTo(0.02, within(1e-9));
    assertThat(gain.low()).isCloseTo(0.02, within(1e-9));
    assertThat(result.of(Chooser.RANDOM, Measure.ACCURACY, 1).low())
        .isLessThan(result.of(Chooser.RANDOM, Measure.ACCURACY, 1).high());
    assertThat(String.join("\n", result.lines(new Style(false, false, false, 120))))
        .contains("100 labels", "+2.0 (+2.0 to +2.0)", "rarest class is skirt");
    assertThat(result.toJson().at("/queue/images").asInt()).isEqualTo(10_000);
  }

  @Test
  void theChartHasALineForEachWhoChose() {
    String svg = new LabelingChart(result()).draw();

    assertThat(svg).startsWith("<svg ").endsWith("</svg>\n");
    assertThat(svg.split("<polyline ", -1)).hasSize(1 + 3 * 3);
    assertThat(svg).doesNotContain("NaN");
  }

  private static LabelingResult result() {
    Map<Chooser, List<List<Score>>> courses = new EnumMap<>(Chooser.class);
    for (Chooser chooser : Chooser.values()) {
      double more = chooser == Chooser.QUEUE ? 0.02 : 0;
      courses.put(
          chooser,
          List.of(
              List.of(new Score(50, 0.6, 0.5, 0.1), new Score(100, 0.7 + more, 0.6, 0.2)),
              List.of(new Score(50, 0.62, 0.5, 0.1), new Score(100, 0.72 + more, 0.6, 0.3))));
    }
    return new LabelingResult(
        3000,
        300,
        "skirt",
        courses,
        new SketchFidelity(20_000, 0.87, 230, 4, 60, 200, 199, 61, 100),
        new QueueCost(10_000, 20, 5, 90));
  }
}
