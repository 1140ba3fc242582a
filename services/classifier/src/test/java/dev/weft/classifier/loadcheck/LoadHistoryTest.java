package dev.weft.classifier.loadcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ModelRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadHistoryTest {

  private static final ModelRef ONE = new ModelRef("tiny", 1);
  private static final ModelRef TWO = new ModelRef("tiny", 2);

  @TempDir private Path dir;
  private Instant now = Instant.parse("2026-11-28T12:00:00Z");

  private LoadHistory start(String setting) {
    return new LoadHistory(dir.resolve("sub/loads.json"), setting, () -> now);
  }

  @Test
  void aLoadThatTheProcessDidNotSeeTheEndOfCountsAfterTheRestart() {
    start("a").begins(TWO, "rollout r");
    assertThat(start("a").past(TWO).failures("rollout r")).isEqualTo(1);
    start("a").begins(TWO, "rollout r");
    var history = start("a");
    assertThat(history.past(TWO).failures("rollout r")).isEqualTo(2);
    assertThat(history.past(TWO).reason()).contains("ended");
    assertThat(history.past(TWO).failures("rollout s")).as("another order").isZero();
    now = now.plusSeconds(7);
    assertThat(history.sinceFailure(history.past(TWO))).isEqualTo(7000);
  }

  @Test
  void aLoadThatEndsCountsOnce() {
    var history = start("a");
    history.begins(TWO, "rollout r");
    history.failed(TWO, "rollout r", "hangs");
    history.failed(TWO, "rollout r", "crashes");
    assertThat(start("a").past(TWO).failures()).isEqualTo(2);
    assertThat(start("a").past(TWO).reason()).isEqualTo("crashes");
    history.failed(TWO, "rollout s", "crashes");
    assertThat(start("a").past(TWO).failures()).as("counted anew").isEqualTo(1);
  }

  @Test
  void aLoadThatIsWithdrawnWasNone() {
    var history = start("a");
    history.begins(ONE, "revision 1");
    history.withdrawn(ONE);
    assertThat(start("a").past(ONE).failures()).isZero();
    history.failed(TWO, "rollout r", "crashes");
    history.begins(TWO, "rollout r");
    history.withdrawn(TWO);
    assertThat(start("a").past(TWO).failures()).isEqualTo(1);
  }

  @Test
  void whatWasLoadedIsGoodUnderTheSameSettingAndForTheSameBytes() {
    var history = start("a");
    history.begins(ONE, "revision 1");
    history.loaded(ONE, "sha", "onnx-cpu");
    assertThat(start("a").past(ONE).isGood("sha")).isTrue();
    assertThat(start("a").past(ONE).isGood("other")).isFalse();
    assertThat(start("b").past(ONE).isGood("sha")).isFalse();
  }

  @Test
  void theFastestEngineIsKnownForAWeekAfterTheComparison() {
    start("a").loaded(ONE, "sha", "onnx-cpu-int8");
    now = now.plus(Duration.ofDays(6));
    assertThat(start("a").past(ONE).engine()).isEqualTo("onnx-cpu-int8");
    assertThat(start("b").past(ONE).engine()).isNull();
    start("a").loaded(ONE, "sha", "onnx-cpu-int8");
    now = now.plus(Duration.ofDays(1));
    assertThat(start("a").past(ONE).engine()).as("a restart is no comparison").isNull();
    start("a").loaded(ONE, "sha", "onnx-cpu");
    now = now.plus(Duration.ofDays(6));
    assertThat(start("a").past(ONE).engine()).isEqualTo("onnx-cpu");
  }

  @Test
  void underAnotherSettingFailuresAreForgottenButNotWhatServed() {
    var history = start("a");
    history.loaded(ONE, "sha", "onnx-cpu");
    history.serves(ONE);
    history.failed(TWO, "rollout r", "crashes");
    assertThat(start("b").past(TWO).failures()).isZero();
    assertThat(start("b").served("tiny")).hasValue(1);
    assertThat(start("b").served("shoes")).isEmpty();
  }

  @Test
  void theLastThatServedCountsWhateverItsNumber() {
    var history = start("a");
    history.serves(TWO);
    history.serves(ONE);
    assertThat(start("a").served("tiny")).hasValue(1);
  }

  @Test
  void theFileDoesNotGrowWithoutEnd() throws Exception {
    var history = start("a");
    for (int version = 1; version <= 300; version++) {
      now = now.plusSeconds(1);
      history.failed(new ModelRef("tiny", version), "rollout r", "x".repeat(5000));
    }
    assertThat(Files.size(dir.resolve("sub/loads.json"))).isLessThan(100_000);
    assertThat(start("a").past(new ModelRef("tiny", 300)).failures()).isEqualTo(1);
    assertThat(start("a").past(ONE).failures()).isZero();
  }

  @Test
  void aFileThatIsBrokenIsBegunAnew() throws Exception {
    Files.createDirectories(dir.resolve("sub"));
    Files.writeString(dir.resolve("sub/loads.json"), "{\"loads\": [{\"version");
    start("a").failed(TWO, "rollout r", "crashes");
    assertThat(start("a").past(TWO).failures()).isEqualTo(1);
  }

  @Test
  void aFileThatCannotBeWrittenStopsNothing() throws Exception {
    Files.writeString(dir.resolve("sub"), "no folder");
    var history = start("a");
    history.begins(TWO, "rollout r");
    assertThat(history.past(TWO).failures()).isEqualTo(1);
  }
}
