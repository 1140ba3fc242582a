package dev.weft.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.terminal.Style;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DecodeResultTest {
  private static final DecodedFiles FILES =
      new DecodedFiles("2 photographs", 400, 533, List.of(Path.of("a"), Path.of("b")), files());

  private static List<byte[]> files() {
    return List.of(new byte[10_000], new byte[30_000]);
  }

  private static DecodeResult result(OptionalDouble djpeg) {
    return new DecodeResult(299, 299, 5, List.of(new DecodeResult.Row(FILES, 1.5, 2.25, djpeg, 6)));
  }

  @Test
  void jsonHasEachDecoderAndTheirRatio() {
    ObjectNode json = result(OptionalDouble.of(2)).toJson();

    assertThat(json.at("/tensorWidth").asInt()).isEqualTo(299);
    assertThat(json.at("/rounds").asInt()).isEqualTo(5);
    assertThat(json.at("/images/0/count").asInt()).isEqualTo(2);
    assertThat(json.at("/images/0/width").asInt()).isEqualTo(400);
    assertThat(json.at("/images/0/bytes").asInt()).isEqualTo(20_000);
    assertThat(json.at("/images/0/weftMillis").asDouble()).isEqualTo(1.5);
    assertThat(json.at("/images/0/jdkMillis").asDouble()).isEqualTo(2.25);
    assertThat(json.at("/images/0/djpegMillis").asDouble()).isEqualTo(2);
    assertThat(json.at("/images/0/djpegSize").asText()).isEqualTo("300x400");
    assertThat(json.at("/images/0/ratio").asDouble()).isEqualTo(0.75);
  }

  @Test
  void withoutDjpegItsFiguresAreMissing() {
    ObjectNode json = result(OptionalDouble.empty()).toJson();

    assertThat(json.at("/images/0").has("djpegMillis")).isFalse();
    assertThat(json.at("/images/0").has("ratio")).isFalse();
  }

  @Test
  void peopleSeeTheSame() {
    Style plain = new Style(false, false, true, 100);

    assertThat(String.join("\n", result(OptionalDouble.of(2)).lines(plain)))
        .contains("299x299", "2 photographs", "400x533", "1.50", "2.25", "2.00", "0.75", "300x400");
  }
}
