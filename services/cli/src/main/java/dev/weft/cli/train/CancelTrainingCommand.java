package dev.weft.cli.train;

import dev.weft.client.WeftClient;
import dev.weft.client.training.Training;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weft cancel-training}. */
@Command(
    name = "cancel-training",
    description = "Cancel a queued or running training. No version is published.")
public final class CancelTrainingCommand implements Callable<Integer> {

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(paramLabel = "ID", description = "Id of the training.")
  private String id;

  public CancelTrainingCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.reached();
    Training training = client.trainings().cancel(id);
    session.print("training " + id + " ends as soon as its trainer has received the request");
    session.printJson(training);
    return ExitCode.OK;
  }
}
