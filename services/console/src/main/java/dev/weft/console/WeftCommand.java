package dev.weft.console;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code weft}: the options of every command. */
@Command(
    name = "weft",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    description = "Classify images as they arrive: upload, Kafka, Xception, prediction.",
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class WeftCommand implements Callable<Integer> {

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      defaultValue = "text",
      description =
          "Output format: text, or json for scripts, which prints one JSON object as the last line"
              + " of standard output. Default: text.")
  public OutputFormat output = OutputFormat.TEXT;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Do not print progress and hints to standard error.")
  boolean quiet;

  @Option(
      names = {"-X", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Print more details, and stack traces of errors.")
  boolean verbose;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "Disable colors, as does the environment variable NO_COLOR.")
  boolean noColor;

  @Spec private CommandSpec spec;

  /** Without a command, prints the list of commands. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
