package dev.weft.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.bench.measure.Latencies;
import dev.weft.console.terminal.Style;
import dev.weft.xception.engine.EngineInfo;
import org.junit.jupiter.api.Test;

class PipelineResultTest {
  private final PipelineResult result = result("onnx-cpu", Double.NaN);

  private static PipelineResult result(String engine, double float32) {
    return new PipelineResult(
        "4 drawings",
        4,
        8,
        new EngineInfo(engine, "1.23.2", "a processor", 2),
        float32,
        10,
        9,
        8,
        3000,
        7.5,
        8.55,
        9,
        Latencies.of(new double[] {150}, new double[] {100}, new double[] {9}));
  }

  @Test
  void theRatioComparesWithTheMeanOfTheBareLoopBeforeAndAfter() {
    assertThat(result.ratio()).isEqualTo(0.9);
  }

  @Test
  void jsonHasEachFigureByName() {
    ObjectNode json = result.toJson();

    assertThat(json.path("ratio").asDouble()).isEqualTo(0.9);
    assertThat(json.path("bareImagesPerSecond").asDouble()).isEqualTo(9.5);
    assertThat(json.path("warmUpImages").asInt()).isEqualTo(3000);
    assertThat(json.path("warmUpImagesPerSecond").asDouble()).isEqualTo(7.5);
    assertThat(json.path("pipelineImagesPerSecond").asDouble()).isEqualTo(8.55);
    assertThat(json.path("inferenceProtocolImagesPerSecond").asDouble()).isEqualTo(9);
    assertThat(json.path("pipelineToInferenceProtocol").asDouble()).isEqualTo(0.95);
    assertThat(json.path("latencyP50Millis").asDouble()).isEqualTo(150);
    assertThat(json.path("inferP50Millis").asDouble()).isEqualTo(100);
    assertThat(json.path("overheadP50Millis").asDouble()).isEqualTo(50);
  }

  @Test
  void integersAreComparedWithFloat32Too() {
    PipelineResult inIntegers = result("onnx-cpu-int8", 4.5);
    ObjectNode json = inIntegers.toJson();

    assertThat(json.path("bareFloat32ImagesPerSecond").asDouble()).isEqualTo(4.5);
    assertThat(json.path("ratio").asDouble()).isEqualTo(0.9);
    assertThat(json.path("ratioToFloat32").asDouble()).isEqualTo(1.9);
    assertThat(String.join("\n", inIntegers.lines(new Style(false, false, true, 100))))
        .contains("4.50 images/s", "1.900", "pipeline to bare loop in float32");
  }

  @Test
  void whereFloat32ServesTheBareLoopIsInFloat32() {
    assertThat(result.toJson().path("bareFloat32ImagesPerSecond").asDouble()).isEqualTo(9.5);
    assertThat(result.toJson().path("ratioToFloat32").asDouble()).isEqualTo(0.9);
    assertThat(String.join("\n", result.lines(new Style(false, false, true, 100))))
        .doesNotContain("float32");
  }

  @Test
  void peopleSeeTheSame() {
    assertThat(String.join("\n", result.lines(new Style(false, false, true, 100))))
        .contains("0.900", "9.50 images/s", "8.55 images/s", "0.950", "50.0", "onnx-cpu 1.23.2");
  }
}
