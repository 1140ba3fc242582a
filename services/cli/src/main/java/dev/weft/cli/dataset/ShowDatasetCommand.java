package dev.weft.cli.dataset;

import dev.weft.client.dataset.Dataset;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weft dataset show}. */
@Command(name = "show", description = "Show a named data set.")
public final class ShowDatasetCommand implements Callable<Integer> {

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(paramLabel = "NAME", description = "Name of the data set.")
  private String name;

  public ShowDatasetCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Dataset found =
        server.reached().datasets().find(name).orElseThrow(() -> DatasetText.unknown(name));
    session.print(new DatasetText(session.style()).lines(found));
    session.printJson(found);
    return ExitCode.OK;
  }
}
