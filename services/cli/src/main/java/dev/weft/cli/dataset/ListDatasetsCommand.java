package dev.weft.cli.dataset;

import dev.weft.client.dataset.Dataset;
import dev.weft.client.dataset.DatasetList;
import dev.weft.client.dataset.DatasetQuery;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft dataset list}. */
@Command(name = "list", description = "List the named data sets, newest first.")
public final class ListDatasetsCommand implements Callable<Integer> {
  private static final int MOST = 200;

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Show only data sets of this model.")
  private String model;

  public ListDatasetsCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    DatasetList answer = server.reached().datasets().list(new DatasetQuery(MOST, model));
    Table table =
        new Table()
            .column("data set", Align.LEFT)
            .column("model", Align.LEFT)
            .column("images", Align.RIGHT)
            .column("labels", Align.RIGHT)
            .column("created", Align.LEFT)
            .column("filter", Align.LEFT);
    for (Dataset each : answer.datasets()) {
      table.row(
          each.name(),
          each.model(),
          String.valueOf(each.images()),
          String.valueOf(each.labels().size()),
          each.createdAt().toString(),
          DatasetText.filter(each.filter()));
    }
    session.print(table.lines(session.style()));
    if (answer.datasets().isEmpty()) {
      session.note("there are no data sets yet; `weft dataset create NAME` creates one");
    }
    session.printJson(answer);
    return ExitCode.OK;
  }
}
