package dev.weft.cli.key;

import dev.weft.console.ExitCode;
import dev.weft.console.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weft key}. */
@Command(
    name = "key",
    description = {
      "API keys of a server that others can reach: they are kept as hashes, in a file that the"
          + " server reads again when it changes.",
      "Needs the file, not the server."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class KeyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private KeyCommand() {}

  /** Creates the command with its subcommands. */
  public static CommandLine create(Session session) {
    return new CommandLine(new KeyCommand())
        .addSubcommand(new CreateKeyCommand(session))
        .addSubcommand(new ListCommand(session))
        .addSubcommand(new RevokeCommand(session));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
