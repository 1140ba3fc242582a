package dev.weft.cli.train;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.ExitCode;
import dev.weft.cli.ServerOption;
import dev.weft.cli.Session;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Table.Align;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft trainings}. */
@Command(
    name = "trainings",
    description = "Lists the newest trainings, or shows one with its epochs.")
public final class TrainingsCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private ServerOption server;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The training to show.")
  private String id;

  @Option(
      names = {"-f", "--follow"},
      description = "With an ID: show how far it is, until it has ended.")
  private boolean follow;

  @Option(names = "--report", description = "With an ID: print its report.")
  private boolean report;

  public TrainingsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.client();
    client.models();
    if (id == null) {
      return list(client.trainings());
    }
    if (report) {
      JsonNode written = client.trainingReport(id);
      session.print(dev.weft.cli.Json.pretty(written));
      session.printJson(written);
      return ExitCode.OK;
    }
    if (follow) {
      return TrainingEnd.print(
          session, new TrainingFollower(session, client, TrainCommand.INTERVAL).follow(id));
    }
    JsonNode training = client.training(id).orElseThrow(() -> TrainingFollower.unknown(client, id));
    show(training);
    session.printJson(training);
    return ExitCode.OK;
  }

  private int list(JsonNode answer) {
    Table table =
        new Table()
            .column("training", Align.LEFT)
            .column("model", Align.LEFT)
            .column("state", Align.LEFT)
            .column("version", Align.RIGHT)
            .column("asked for", Align.LEFT)
            .column("at", Align.LEFT);
    TrainingText text = new TrainingText(session.style());
    for (JsonNode training : answer.path("trainings")) {
      table.row(
          training.path("id").asText(),
          training.path("model").asText(),
          text.state(training),
          training.path("version").asText("").replace("null", ""),
          training.path("requestedAt").asText(),
          TrainingText.phase(training));
    }
    session.print(table.lines(session.style()));
    if (answer.path("trainings").isEmpty()) {
      session.note("none yet: `weft train --follow` asks for one");
    }
    session.printJson(answer);
    return ExitCode.OK;
  }

  private void show(JsonNode training) {
    field("training", session.style().bold(training.path("id").asText()));
    field("model", training.path("model").asText());
    field("data set", training.path("dataset").asText("").replace("null", ""));
    field("state", new TrainingText(session.style()).end(training));
    field("asked for", training.path("requestedAt").asText());
    if (training.path("cancelRequestedAt").isTextual()) {
      field("cancelled", training.path("cancelRequestedAt").asText());
    }
    field("at", TrainingText.phase(training));
    training.path("epochs").forEach(epoch -> session.print("  " + TrainingText.epoch(epoch)));
  }

  private void field(String name, String value) {
    if (!value.isEmpty()) {
      session.print("%-10s %s".formatted(name, value));
    }
  }
}
