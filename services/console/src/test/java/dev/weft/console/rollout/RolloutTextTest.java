package dev.weft.console.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weft.client.json.WeftJson;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.terminal.Style;
import dev.weft.testsupport.gateway.RolloutAnswers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTextTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:02:05Z");
  private static final Style PLAIN = new Style(false, false, true, 100);

  private final RolloutState state = state(RolloutAnswers.canary("progressing", "measures on"));

  private static RolloutState state(String json) {
    try {
      return WeftJson.read(json, RolloutState.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  @Test
  void aRolloutIsShownWithAllThatItDependsOn() {
    String shown = String.join("\n", new RolloutText(PLAIN).lines(state, NOW));

    assertThat(shown)
        .isEqualTo(
            """
            clothing: version 1 is serving, version 2 is being rolled out: progressing  revision 12
              shadow 100 % › analysis x3 › shadow 0 % › weight 10 % › [analysis] › weight 50 % › pause 60 s
              › promote
              weight ━───────── 10 %   shadow ────────── 0 %   this step for 2 min 05 s
              measures on

            measured for 2 min 05 s
            version  images  failed  rejected  infer p95  answer p95  agreed  accuracy (95 %)       all images (estimated)
                  1    1089       0         3    0.148 s     0.312 s  96.4 %  91.2 % (81-96) of 57  89.6 % (85-94), 41 random labels, not calibrated
                  2     121       0         0    0.357 s     0.498 s  96.4 %  -                     -

               condition                    measured                     images  interval               in a row
            ✓  failure-rate value <= 0.05   0.0 % (0.0 % to 3.1 %)          121  anytime-valid          4 good
            ✗  infer-p95 ratio <= 2         2.41 x (2.20 x to 2.61 x)       121  single look            0 good, 1/1 failed
            ?  accuracy difference >= -0.1  +2.1 % (-15.4 % to +18.2 %)      12  anytime-valid, paired  3/20 inconclusive
            ·  agreement value >= 0.8       not yet

               replica       serving    versions           engine     reported
            ✓  classifier-1  version 1  1 ready, 2 ready   onnx-cpu  1.2 s ago
            ✗  classifier-2  version 1  1 ready, 2 failed  onnx-cpu  3.9 s ago
            ·  classifier-3  -          nothing            -         shut down
              classifier-2, version 2: the object store does not answer\
            """);
  }

  @Test
  void withoutUnicodeAndColourItIsStillClear() {
    List<String> lines = new RolloutText(new Style(false, false, false, 80)).lines(state, NOW);

    assertThat(lines).allSatisfy(line -> assertThat(line).matches("\\p{ASCII}*"));
    assertThat(lines.subList(1, 4)).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    assertThat(String.join("\n", lines)).contains("[analysis]", "#...", "x  infer-p95");
  }

  @Test
  void classesThatTheCandidateDoesNotKnowAreNamed() {
    RolloutState dropping =
        state(
            RolloutAnswers.canary("progressing", "")
                .replace("\"droppedClasses\":[]", "\"droppedClasses\":[\"hat\",\"skirt\"]"));

    assertThat(new RolloutText(PLAIN).lines(dropping, NOW))
        .contains("  it no longer has the classes hat, skirt");
  }

  @Test
  void thePresentStepStandsOut() {
    List<String> lines = new RolloutText(new Style(true, true, true, 100)).lines(state, NOW);

    assertThat(lines.get(1)).contains("\u001b[1m[analysis]\u001b[0m");
    assertThat(lines.get(0)).contains("\u001b[32mprogressing\u001b[0m");
  }

  @Test
  void whatHasEndedIsListedWithItsReason() {
    RolloutState ended = state(RolloutAnswers.ended("rolled-back", "infer-p95 failed"));
    RolloutText text = new RolloutText(PLAIN);

    assertThat(text.history(ended)).last().asString().contains("rolled back: infer-p95 failed");
    assertThat(text.end(ended.ended("r-1")))
        .isEqualTo("version 2 was rolled back: infer-p95 failed");
    assertThat(text.lines(ended, NOW)).contains("clothing: version 1 is serving  revision 12");
    assertThat(String.join("\n", text.lines(ended, NOW))).contains("last hour");
  }

  @Test
  void onlyWhatIsNewIsSaidAgain() {
    RolloutNews news = new RolloutNews(new RolloutText(PLAIN));

    assertThat(news.of(state))
        .contains("  at analysis, weight 10 %, shadow 0 %", "  measures on")
        .anyMatch(line -> line.contains("infer-p95 ratio <= 2: failed, 2.41 x"));
    assertThat(news.of(state)).isEmpty();
    assertThat(news.of(state(RolloutAnswers.canary("paused", "too few labels"))))
        .containsExactly(
            "clothing: version 1 is serving, version 2 is being rolled out: paused  revision 12",
            "  too few labels");
  }
}
