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
    description = "Classifies images as they arrive: upload, Kafka, Xception, prediction.",
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
          "text for people, json for scripts: the last line on standard output is then one JSON"
              + " object. Default: text.")
  public OutputFormat output = OutputFormat.TEXT;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "No progress and no hints on standard error.")
  boolean quiet;

  @Option(
      names = {"-X", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "More about what is done, and stack traces of errors.")
  boolean verbose;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours, as with the environment variable NO_COLOR.")
  boolean noColor;

  @Spec private CommandSpec spec;

  /** Without a command, prints the list of commands. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
