package dev.weft.cli.dataset;

import dev.weft.console.CommandSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weft dataset}. */
@Command(
    name = "dataset",
    description =
        "Manage named data sets: immutable copies of the current labels, for reproducible"
            + " training.",
    synopsisSubcommandLabel = "COMMAND")
public final class DatasetCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing subcommand: create, list, show or delete");
  }

  /** Creates the command with its subcommands. */
  public static CommandLine create(CommandSession session) {
    return new CommandLine(new DatasetCommand())
        .addSubcommand(new CreateDatasetCommand(session))
        .addSubcommand(new ListDatasetsCommand(session))
        .addSubcommand(new ShowDatasetCommand(session))
        .addSubcommand(new DeleteDatasetCommand(session));
  }
}
