package dev.weft.cli.model;

import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.ServerOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weft model delete}. */
@Command(
    name = "delete",
    description = {
      "Delete a model that was created and has no version yet. Its images and labels are kept.",
      "A model that has a version, or for which there is a training, cannot be deleted."
    })
public final class DeleteModelCommand implements Callable<Integer> {

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(paramLabel = "NAME", description = "Name of the model.")
  private String name;

  public DeleteModelCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    server.reached().models().delete(name);
    session.print("deleted the model %s".formatted(name));
    session.printJson(Json.object().put("deleted", name));
    return ExitCode.OK;
  }
}
