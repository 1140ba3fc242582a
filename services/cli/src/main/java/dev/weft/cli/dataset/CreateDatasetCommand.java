package dev.weft.cli.dataset;

import dev.weft.client.WeftClient;
import dev.weft.client.dataset.Dataset;
import dev.weft.client.dataset.DatasetFilter;
import dev.weft.client.dataset.DatasetRequest;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import dev.weft.console.terminal.Progress;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft dataset create}. */
@Command(
    name = "create",
    description = {
      "Create a named data set from the current labels of a model.",
      "The data set is immutable: labels added or changed later do not affect it. The name is in"
          + " use until the data set is deleted.",
    })
public final class CreateDatasetCommand implements Callable<Integer> {

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(
      paramLabel = "NAME",
      description = "Name of the data set: 1 to 63 characters from a-z, 0-9, ., - and _.")
  private String name;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "Model whose labels to use. Default: the server's default model, clothing unless"
              + " configured otherwise.")
  private String model;

  @ArgGroup(
      exclusive = false,
      validate = false,
      heading = "%nFilters (default: all labeled images):%n")
  private DatasetFilterOptions filter = new DatasetFilterOptions();

  public CreateDatasetCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.reached();
    DatasetFilter which = filter.isEmpty() ? null : filter.filter();
    Dataset made;
    try (Progress progress = session.progress("reading the labels")) {
      progress.update(0, 1, "data sets");
      made = client.datasets().create(new DatasetRequest(name, model, which));
      progress.update(1, 1, "data sets");
    }
    session.print(new DatasetText(session.style()).lines(made));
    session.note("to train on it: weft train --dataset %s".formatted(name));
    session.printJson(made);
    return ExitCode.OK;
  }
}
