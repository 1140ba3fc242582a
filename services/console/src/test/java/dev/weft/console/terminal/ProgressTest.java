package dev.weft.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong now = new AtomicLong();

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void offTheTerminalALineNowAndThenIsAllThereIs() {
    LineProgress progress = new LineProgress("publishing", err, now::get);
    for (int done = 0; done <= 1000; done++) {
      progress.update(done, 1000, "");
      now.addAndGet(SECOND / 100);
    }

    assertThat(said().lines())
        .hasSizeBetween(5, 12)
        .startsWith("publishing 0/1000")
        .endsWith("publishing 1000/1000");
    assertThat(said()).doesNotContain("\r", "\u001b");
  }

  @Test
  void offTheTerminalAStandstillIsSaidOnlyOnce() {
    LineProgress progress = new LineProgress("starting", err, now::get);
    for (int i = 0; i < 100; i++) {
      progress.update(0, 0, "");
      now.addAndGet(SECOND);
    }

    assertThat(said()).isEqualTo("starting" + System.lineSeparator());
  }

  @Test
  void onATerminalOneLineIsDrawnAgainAndTakenAwayAtTheEnd() {
    Style style = new Style(true, false, true, 80);
    BarProgress progress = new BarProgress("publishing", err, style, now::get, true);
    progress.update(50, 100, "");
    now.addAndGet(5 * SECOND);
    progress.update(60, 100, "3 in the pipeline");
    progress.close();
    progress.update(70, 100, "late");

    assertThat(said())
        .contains("50/100", "━", "60/100", "s left", "3 in the pipeline")
        .endsWith("\r\u001b[K")
        .doesNotContain("\n", "late");
  }

  @Test
  void withoutUnicodeTheBarIsAscii() {
    BarProgress progress =
        new BarProgress("publishing", err, new Style(true, false, false, 80), now::get, true);
    progress.update(50, 100, "");

    assertThat(said()).contains("###", "...");
    assertThat(said().chars()).allMatch(c -> c < 128);
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    BarProgress progress =
        new BarProgress("publishing", err, new Style(true, false, true, 40), now::get, true);
    now.addAndGet(3 * SECOND);
    progress.update(50, 100, "a note that is far too long for so narrow a terminal");

    String line = said().replace("\r\u001b[K", "");
    assertThat(line.length()).isLessThan(40);
  }

  @Test
  void aBarForWorkThatSaysItselfHowLongItTakesEstimatesNothing() {
    Style style = new Style(true, false, false, 80);
    BarProgress progress = new BarProgress("cache", err, style, now::get, false);
    progress.update(0, 10, "");
    now.addAndGet(5 * SECOND);
    progress.update(5, 10, "9.0 s left");

    assertThat(said()).endsWith("5/10  9.0 s left");
  }
}
