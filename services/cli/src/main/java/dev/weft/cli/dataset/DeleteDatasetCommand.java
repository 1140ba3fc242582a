package dev.weft.cli.dataset;

import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.ServerOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weft dataset delete}. */
@Command(
    name = "delete",
    description = {
      "Delete a named data set and free its name.",
      "Its images and labels are kept, and so are the versions trained on it, with their lineage.",
      "A data set cannot be deleted while a training that uses it is queued or running."
    })
public final class DeleteDatasetCommand implements Callable<Integer> {

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(paramLabel = "NAME", description = "Name of the data set.")
  private String name;

  public DeleteDatasetCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    server.reached().datasets().delete(name);
    session.print("deleted the data set %s".formatted(name));
    session.printJson(Json.object().put("deleted", name));
    return ExitCode.OK;
  }
}
