package dev.weft.cli.dataset;

import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.ServerOption;
import dev.weft.console.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weft dataset delete}. */
@Command(
    name = "delete",
    description = {
      "Deletes a named data set: the name is free again. Its images and their labels stay, and so do"
          + " versions that were trained on it, with their lineage.",
      "One that a training waits for or runs on is not deleted."
    })
public final class DeleteDatasetCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private ServerOption server;

  @Parameters(paramLabel = "NAME", description = "The data set.")
  private String name;

  public DeleteDatasetCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    server.reached().datasets().delete(name);
    session.print("there is no data set %s any more".formatted(name));
    session.printJson(Json.object().put("deleted", name));
    return ExitCode.OK;
  }
}
