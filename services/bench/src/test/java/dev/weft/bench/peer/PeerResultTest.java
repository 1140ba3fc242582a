package dev.weft.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.bench.measure.Quantiles;
import dev.weft.bench.peer.EventLoad.Run;
import dev.weft.console.terminal.Style;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerResultTest {
  private static final Measured LOOP =
      Measured.all(List.of(measured(0.5, 200), measured(0.3, 300)));
  private static final Measured QUARKUS =
      Measured.all(List.of(measured(0.6, 400), measured(0.4, 500)));

  private final PeerResult result = result(Map.of(Peer.QUARKUS, QUARKUS, Peer.LOOP, LOOP));

  private static PeerResult result(Map<Peer, Measured> peers) {
    return new PeerResult(
        "4 drawings",
        new PeerPlan(2, 1, 1, 32, 4, 2, List.copyOf(peers.keySet())),
        "onnx-cpu-int8",
        Measured.all(List.of(measured(0.25, 100), measured(0.25, 120))),
        peers);
  }

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
  void aRatioIsWeftToThePeer() {
    assertThat(result.ratio(Peer.LOOP)).isEqualTo(1.6);
    assertThat(result.processorRatio(Peer.LOOP)).isEqualTo(0.625);
    assertThat(result.ratio(Peer.QUARKUS)).isEqualTo(2);
    assertThat(result.processorRatio(Peer.QUARKUS)).isEqualTo(0.5);
  }

  @Test
  void jsonHasTheFiguresOfEachByName() {
    ObjectNode json = result.toJson();

    assertThat(json.path("ratio").asDouble()).isEqualTo(1.6);
    assertThat(json.path("processorRatio").asDouble()).isEqualTo(0.625);
    assertThat(json.path("quarkusRatio").asDouble()).isEqualTo(2);
    assertThat(json.path("quarkusProcessorRatio").asDouble()).isEqualTo(0.5);
    assertThat(json.path("weftEngine").asText()).isEqualTo("onnx-cpu-int8");
    assertThat(json.at("/weft/imagesPerSecond").asDouble()).isEqualTo(8);
    assertThat(json.at("/peer/imagesPerSecond").asDouble()).isEqualTo(5);
    assertThat(json.at("/quarkus/imagesPerSecond").asDouble()).isEqualTo(4);
    assertThat(json.at("/weft/latencyP50Millis").asDouble()).isEqualTo(101);
    assertThat(json.at("/peer/latencyP95Millis").asDouble()).isEqualTo(301);
    assertThat(json.at("/weft/singleP50Millis").asDouble()).isEqualTo(50);
  }

  @Test
  void aPeerThatDidNotRunIsAbsent() {
    PeerResult one = result(Map.of(Peer.QUARKUS, QUARKUS));

    assertThat(one.toJson().fieldNames())
        .toIterable()
        .contains("quarkusRatio", "quarkus", "weft")
        .doesNotContain("ratio", "processorRatio", "peer");
    assertThat(text(one)).contains("Weft and an application on Quarkus").doesNotContain("loop");
  }

  @Test
  void peopleSeeTheSame() {
    assertThat(text(result))
        .contains("a plain consumer loop and an application on Quarkus")
        .containsPattern("Weft +loop +ratio +Quarkus +ratio")
        .containsPattern("images/s +8\\.00 +5\\.00 +1\\.600 +4\\.00 +2\\.000")
        .contains("62.50", "exactly once", "at least once", "engine is onnx-cpu-int8");
  }

  @Test
  void linesFitATerminalOf80Columns() {
    assertThat(result.lines(new Style(false, false, true, 80)).stream().skip(1))
        .filteredOn(line -> line.startsWith("  "))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  private static String text(PeerResult result) {
    return String.join("\n", result.lines(new Style(false, false, true, 100)));
  }
}
