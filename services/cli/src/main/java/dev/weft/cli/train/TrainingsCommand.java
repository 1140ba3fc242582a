package dev.weft.cli.train;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.WeftClient;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingList;
import dev.weft.client.training.TrainingQuery;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.ServerOption;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import dev.weft.console.training.TrainingFollower;
import dev.weft.console.training.TrainingText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft trainings}. */
@Command(
    name = "trainings",
    description = "List trainings, newest first, or show a training with its epochs.")
public final class TrainingsCommand implements Callable<Integer> {

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "Id of the training to show.")
  private String id;

  @Option(
      names = {"-f", "--follow"},
      description = "With an ID: show the progress until the training has ended.")
  private boolean follow;

  @Option(names = "--report", description = "With an ID: print the report of the training.")
  private boolean report;

  public TrainingsCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.reached();
    if (id == null) {
      return list(client.trainings().list(TrainingQuery.ALL));
    }
    if (report) {
      JsonNode written = client.trainings().reportJson(id);
      session.print(Json.pretty(written));
      session.printJson(written);
      return ExitCode.OK;
    }
    if (follow) {
      return TrainingEnd.print(
          session, new TrainingFollower(session, client, TrainCommand.INTERVAL).follow(id));
    }
    Training training =
        client.trainings().find(id).orElseThrow(() -> TrainingFollower.unknown(client, id));
    show(training);
    session.printJson(training);
    return ExitCode.OK;
  }

  private int list(TrainingList answer) {
    Table table =
        new Table()
            .column("training", Align.LEFT)
            .column("model", Align.LEFT)
            .column("state", Align.LEFT)
            .column("version", Align.RIGHT)
            .column("requested", Align.LEFT)
            .column("at", Align.LEFT);
    TrainingText text = new TrainingText(session.style());
    for (Training training : answer.trainings()) {
      table.row(
          training.id(),
          training.model(),
          text.state(training),
          training.version() == null ? "" : training.version().toString(),
          training.requestedAt().toString(),
          TrainingText.phase(training));
    }
    session.print(table.lines(session.style()));
    if (answer.trainings().isEmpty()) {
      session.note("there are no trainings yet; `weft train --follow` requests one");
    }
    session.printJson(answer);
    return ExitCode.OK;
  }

  private void show(Training training) {
    field("training", session.style().bold(training.id()));
    field("model", training.model());
    field("data set", training.dataset() == null ? "" : training.dataset());
    field("state", new TrainingText(session.style()).end(training));
    field("requested", training.requestedAt().toString());
    if (training.cancelRequestedAt() != null) {
      field("cancelled", training.cancelRequestedAt().toString());
    }
    field("at", TrainingText.phase(training));
    training.epochs().forEach(epoch -> session.print("  " + TrainingText.epoch(epoch)));
  }

  private void field(String name, String value) {
    if (!value.isEmpty()) {
      session.print("%-10s %s".formatted(name, value));
    }
  }
}
