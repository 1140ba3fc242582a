package dev.weft.cli.model;

import dev.weft.console.Session;
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
        "what about the model? `weft model delete NAME` deletes one that has no version; `weft"
            + " models` lists them, `weft create` makes one");
  }

  /** Creates the command with its subcommands. */
  public static CommandLine create(Session session) {
    return new CommandLine(new ModelCommand()).addSubcommand(new DeleteModelCommand(session));
  }
}
