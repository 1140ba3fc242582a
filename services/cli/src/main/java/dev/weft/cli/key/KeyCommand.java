package dev.weft.cli.key;

import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weft key}. */
@Command(
    name = "key",
    description = {
      "Manage the API keys of a server.",
      "Keys are stored as hashes in a file that the server reloads when it changes.",
      "These commands access the key file directly; the server does not have to be running."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class KeyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private KeyCommand() {}

  /** Creates the command with its subcommands. */
  public static CommandLine create(CommandSession session) {
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
