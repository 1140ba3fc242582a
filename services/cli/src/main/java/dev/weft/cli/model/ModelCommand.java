package dev.weft.cli.model;

import dev.weft.console.CommandSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weft model}. */
@Command(
    name = "model",
    description = "Delete models that have no version yet. To list models, run `weft models`.",
    synopsisSubcommandLabel = "COMMAND")
public final class ModelCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "missing subcommand: `weft model delete NAME` deletes a model without versions; `weft"
            + " models` lists all models, `weft create` creates one");
  }

  /** Creates the command with its subcommands. */
  public static CommandLine create(CommandSession session) {
    return new CommandLine(new ModelCommand()).addSubcommand(new DeleteModelCommand(session));
  }
}
