package dev.weft.chaos.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.chaos.check.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Checks that the faults which {@code deploy/prove-checker} plants still apply to the sources. */
class PlantedTest {
  private static final Path FOLDER = Path.of("src", "test", "planted");
  private static final Path ROOT = Path.of("..", "..");

  static Stream<Path> patches() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.sorted().toList().stream();
    }
  }

  @Test
  void thereAreTen() throws IOException {
    assertThat(patches()).hasSize(10);
  }

  @ParameterizedTest
  @MethodSource("patches")
  void whatItTakesAwayIsThereOnce(Path patch) throws IOException {
    String source = "";
    StringBuilder before = new StringBuilder();
    for (String line : Files.readAllLines(patch)) {
      if (line.startsWith("--- a/") || line.startsWith("@@")) {
        requireOnce(patch, source, before);
        before.setLength(0);
        if (line.startsWith("--- a/")) {
          source = Files.readString(ROOT.resolve(line.substring("--- a/".length())));
        }
      } else if (!source.isEmpty() && (line.startsWith(" ") || line.startsWith("-"))) {
        before.append(line.substring(1)).append('\n');
      }
    }
    assertThat(before.toString()).as(patch.toString()).isNotEmpty();
    requireOnce(patch, source, before);
  }

  private static void requireOnce(Path patch, String source, StringBuilder before) {
    if (!before.isEmpty()) {
      assertThat(source).as(patch.toString()).containsOnlyOnce(before.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("patches")
  void itsHeadSaysWhichRulesFindItAndHowChaosIsRun(Path patch) throws IOException {
    List<String> rules = List.of(said(patch, "expects: ").split(" "));
    String[] options = said(patch, "options: ").split(" ");

    assertThat(Arrays.stream(Guarantee.values()).map(Guarantee::code)).containsAll(rules);
    assertThat(new CommandLine(new Chaos()).parseArgs(options).unmatched()).isEmpty();
  }

  private static String said(Path patch, String key) throws IOException {
    return Files.readAllLines(patch).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(patch + " does not say " + key));
  }
}
