package dev.weft.bench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.bench.measure.Spent;
import dev.weft.console.terminal.Style;
import dev.weft.xception.bench.TrainingComparison;
import dev.weft.xception.bench.TrainingFigures;
import dev.weft.xception.engine.EngineInfo;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingResultTest {
  private final TrainingResult twoOf27 =
      result(List.of(new Spent(10, 18), new Spent(12, 22)), 41, 0);
  private final TrainingResult all27 =
      result(Collections.nCopies(27, new Spent(10, 20)), 0, 0.0000021);

  private static TrainingResult result(List<Spent> epochs, int laterPasses, double difference) {
    return new TrainingResult(
        "140 drawings",
        8,
        new HeadComparison(
            new DataSizes(10, 100, 20, 18, 2),
            new EngineInfo("onnx-cpu", "1.23.2", "a processor", 2),
            new EpochTimes(epochs),
            new Spent(17, 34),
            new Spent(0.075, 0.15),
            new Spent(1, 2),
            new HeadScore(27, 26, 0.25, 0.9, 0.875),
            new HeadScore(27, 27, 0.24, 0.95, 0.9),
            laterPasses,
            difference),
        new TrainingComparison(
            new TrainingFigures("fused", 0.05, 0.1), new TrainingFigures("dl4j", 0.15, 0.25), 32));
  }

  @Test
  void theFreezePhaseIsComparedWithTheEngineAloneForWhatPassesThroughTheBase() {
    // 18 s for 220 images and mirror images that would take 16.5 s alone.
    assertThat(twoOf27.heads().freezeToBare()).isCloseTo(1.0909, within(1e-3));
    assertThat(twoOf27.heads().processorFreezeToBare()).isCloseTo(1.0909, within(1e-3));
  }

  @Test
  void theRatioIsOfAllEpochsAsWrittenToFeaturesAndStepsOfTheCache() {
    HeadComparison heads = twoOf27.heads();

    assertThat(heads.ratio()).isEqualTo(297.0 / 18);
    assertThat(heads.processorRatio()).isEqualTo(540.0 / 36);
    assertThat(heads.passesRatio()).isEqualTo(27 * 120.0 / 220);
  }

  @Test
  void jsonHasEachFigureByName() {
    ObjectNode json = twoOf27.toJson();

    assertThat(json.path("benchmark").asText()).isEqualTo("training");
    assertThat(json.path("ratio").asDouble()).isEqualTo(16.5);
    assertThat(json.path("processorRatio").asDouble()).isEqualTo(15);
    assertThat(json.path("epochs").asInt()).isEqualTo(27);
    assertThat(json.path("asWrittenEpochsRun").asInt()).isEqualTo(2);
    assertThat(json.path("asWrittenSecondsRun").asDouble()).isEqualTo(22);
    assertThat(json.path("asWrittenFastestEpochSeconds").asDouble()).isEqualTo(10);
    assertThat(json.path("asWrittenSlowestEpochSeconds").asDouble()).isEqualTo(12);
    assertThat(json.path("asWrittenExtrapolated").asBoolean()).isTrue();
    assertThat(json.path("asWrittenSeconds").asDouble()).isEqualTo(297);
    assertThat(json.path("asWrittenPasses").asInt()).isEqualTo(3240);
    assertThat(json.path("asWrittenValidationAccuracy").asDouble()).isEqualTo(0.9);
    assertThat(json.path("asWrittenTestAccuracy").asDouble()).isEqualTo(0.875);
    assertThat(json.path("cachedSeconds").asDouble()).isEqualTo(18);
    assertThat(json.path("cachedPasses").asInt()).isEqualTo(220);
    assertThat(json.path("cachedValidationAccuracy").asDouble()).isEqualTo(0.95);
    assertThat(json.path("cachedTestAccuracy").asDouble()).isEqualTo(0.9);
    assertThat(json.path("exitFlowFusedSecondsPerImage").asDouble()).isEqualTo(0.05);
    assertThat(json.path("exitFlowDl4jSecondsPerImage").asDouble()).isEqualTo(0.15);
    assertThat(json.path("exitFlowRatio").asDouble()).isEqualTo(3);
    assertThat(json.path("exitFlowProcessorRatio").asDouble()).isEqualTo(2.5);
  }

  @Test
  void peopleSeeWhatWasRunAndWhatIsExtrapolated() {
    assertThat(text(twoOf27))
        .contains("ratio 16.5", "ratio 3.0", "297.0", "18.0", "90.0 %", "87.5 %", "95.0 %")
        .contains("epochs 1 to 2 were run, in 22.0 s")
        .contains("27 epochs are extrapolated: 22.0 / 2 * 27")
        .contains("of 41 more images and flips")
        .contains("bit for bit");
  }

  @Test
  void nothingIsCalledExtrapolatedWhereAllEpochsWereRun() {
    assertThat(text(all27))
        .contains("ratio 15.0", "as written: all 27 epochs were run", "differ by 2.1e-06 at most")
        .doesNotContain("extrapolated");
    assertThat(all27.toJson().path("asWrittenExtrapolated").asBoolean()).isFalse();
  }

  @Test
  void peopleAreToldWhenTheClockIsNotToBeTrusted() {
    TrainingResult busy = result(List.of(new Spent(11.2, 18), new Spent(55.7, 20)), 41, 0);

    assertThat(text(busy)).contains("took 11.2 to 55.7 s", "rely on the ratio in processor time");
    assertThat(text(twoOf27)).doesNotContain("busy");
  }

  private static String text(TrainingResult result) {
    return String.join("\n", result.lines(new Style(false, false, true, 100)));
  }
}
