package dev.weft.bench.int8;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.bench.int8.Int8Result.Answer;
import dev.weft.bench.int8.Int8Result.Asked;
import dev.weft.console.terminal.Style;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.modelstore.uncertainty.UncertaintyThresholds;
import dev.weft.xception.engine.EngineInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class Int8ResultTest {
  private final Int8Result result =
      new Int8Result(
          List.of(
              new Asked("hat", answer("hat", 0.9, -1, 40), answer("hat", 0.7, -1, 20)),
              new Asked("hat", answer("hat", 0.8, -0.8, 50), answer("shoe", 0.6, -0.8, 25)),
              new Asked("shoe", answer("hat", 0.3, 0.5, 60), answer("shoe", 0.8, -0.9, 30))),
          List.of(new Asked("cup", answer("hat", 0.9, 0.4, 40), answer("hat", 0.9, -0.85, 20))),
          0.012,
          new UncertaintyThresholds(0.5, 0),
          new EngineInfo("onnx-cpu", "1.23.2", "a processor", 2),
          new EngineInfo("openvino-cpu-int8", "2026.4.1", "a processor", 2),
          new FeatureHeads.Result(1000, 3, 3, 2, 2, 1));

  private static Answer answer(String label, double confidence, double score, double millis) {
    return new Answer(label, confidence, score, millis);
  }

  @Test
  void eachSideIsCountedByItself() {
    JsonNode json = result.toJson();

    assertThat(json.path("images").asInt()).isEqualTo(3);
    assertThat(json.path("same").asInt()).isEqualTo(1);
    assertThat(json.path("featureShift").asDouble()).isEqualTo(0.012);
    assertThat(json.at("/float32/right").asInt()).isEqualTo(2);
    assertThat(json.at("/float32/answered").asDouble()).isEqualTo(0.6667);
    assertThat(json.at("/float32/precision").asDouble()).isEqualTo(1);
    assertThat(json.at("/float32/unknownUncertain").asDouble()).isEqualTo(1);
    assertThat(json.at("/float32/outlierArea").asDouble()).isEqualTo(0.6667);
    assertThat(json.at("/float32/medianMillis").asDouble()).isEqualTo(50);
    assertThat(json.at("/int8/right").asInt()).isEqualTo(2);
    assertThat(json.at("/int8/answered").asDouble()).isEqualTo(1);
    assertThat(json.at("/int8/precision").asDouble()).isEqualTo(0.6667);
    assertThat(json.at("/int8/unknownUncertain").asDouble()).isZero();
    assertThat(json.at("/int8/leastMillis").asDouble()).isEqualTo(20);
  }

  @Test
  void peopleSeeTheSame() {
    assertThat(String.join("\n", result.lines(new Style(false, false, true, 100))))
        .contains(
            "heads trained with 1000 photographs",
            "in float32 3, in int8 2, on half of each 2",
            "correct of 3",
            "66.7 %",
            "the same answer for 1 of 3",
            "0.012",
            "onnx-cpu 1.23.2; openvino-cpu-int8 2026.4.1");
  }

  @Test
  void aBundleKeepsTheCounts() {
    assertThat(result.variant(new GoldenCase(new float[] {1.5f})))
        .isEqualTo(new QuantizedVariant(List.of(1.5f), 3, 2, 2, 1, 3, 2));
  }
}
