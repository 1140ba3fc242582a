package dev.weft.systemtests.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends the inputs of docs/bad-input.md to one system, one after the other. Afterwards the system
 * still runs, and has classified each valid image between them exactly once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputST {

  /** Implementation details that mean nothing to users, such as class names. */
  private static final Pattern INSIDES =
      Pattern.compile(
          "\\b(java|javax|jakarta|dev\\.weft|com\\.fasterxml|org\\.\\w+|io\\.\\w+)\\.[A-Za-z]"
              + "|\\w+Exception\\b|\\b(is|has|of) null\\b|@[0-9a-f]{6,}|REDACTED|JsonToken|Feature\\.");

  private static final String FRAME = "\\s+at [\\w.$/@]+\\(.*\\)";

  private RunningWeft weft;
  private long pid;
  private double startTime;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    weft = new RunningWeft(folder);
    pid = weft.process().pid();
    startTime = weft.startTime();
  }

  @AfterAll
  void stop() throws Exception {
    if (weft != null) {
      try {
        requireNeighboursAnswered();
        requireUnharmed();
      } finally {
        weft.close();
      }
    }
  }

  private void requireNeighboursAnswered() throws Exception {
    weft.requireNeighbours();
    assertThat(weft.notAnsweredOnce()).isEmpty();
  }

  private void requireUnharmed() throws Exception {
    assertThat(weft.process().pid()).isEqualTo(pid);
    assertThat(weft.process().isReady()).isTrue();
    assertThat(weft.startTime()).isEqualTo(startTime);
    assertThat(stackTraces(weft.process().logLines())).isEmpty();
  }

  static List<BadCase> cases() {
    return BadCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void eachBadInputHasItsAnswer(BadCase bad) throws Exception {
    Answer answer = bad.attempt().on(weft);
    weft.uploadNeighbour();

    assertThat(answer.kind()).as("%s: %s", bad.what(), answer).isEqualTo(bad.kind());
    assertThat(answer.says()).contains(bad.says()).doesNotContainPattern(INSIDES);
  }

  /** First lines of the stack traces in a log. */
  private static List<String> stackTraces(List<String> log) {
    return IntStream.range(1, log.size())
        .filter(i -> log.get(i).matches(FRAME) && !log.get(i - 1).matches(FRAME))
        .mapToObj(i -> String.join("\n", log.subList(Math.max(0, i - 2), i + 1)))
        .toList();
  }
}
