package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.console.Context;
import dev.weft.console.terminal.Terminal;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class HelpExamplesTest {

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  static Stream<CommandLine> commands() {
    return weft().getSubcommands().values().stream().flatMap(HelpExamplesTest::withSubcommands);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasExamplesAndEachIsACommandLineOfIt(CommandLine command) {
    String words = command.getCommandSpec().qualifiedName();
    String[] examples = command.getCommandSpec().usageMessage().footer();

    assertThat(examples).as(words).isNotEmpty();
    for (String example : examples) {
      List<String> line = words(example);
      assertThat(line.get(0)).isEqualTo("weft");
      ParseResult parsed = weft().parseArgs(line.subList(1, line.size()).toArray(String[]::new));
      assertThat(names(parsed)).as(example).startsWith(words);
    }
    assertThat(CliRun.of(arguments(words)).out()).contains("Examples:", examples[0]);
  }

  private static String[] arguments(String words) {
    return (words + " --help").substring("weft ".length()).split(" ");
  }

  /** Qualified name of the innermost command. */
  private static String names(ParseResult parsed) {
    ParseResult inner = parsed;
    while (inner.hasSubcommand()) {
      inner = inner.subcommand();
    }
    return inner.commandSpec().qualifiedName();
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map((MatchResult word) -> word.group(1) != null ? word.group(1) : word.group(2))
        .toList();
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(HelpExamplesTest::withSubcommands));
  }

  private static CommandLine weft() {
    Terminal terminal =
        Terminal.plain(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    return Weft.commandLine(new Context(terminal, Map.of(), Path.of("no-such-home")));
  }
}
