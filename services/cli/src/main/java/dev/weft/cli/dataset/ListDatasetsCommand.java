package dev.weft.cli.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.ExitCode;
import dev.weft.cli.ServerOption;
import dev.weft.cli.Session;
import dev.weft.cli.client.DatasetClient;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Table.Align;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft dataset list}. */
@Command(name = "list", description = "Lists the named data sets, newest first.")
public final class ListDatasetsCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private ServerOption server;

  @Option(names = "--model", paramLabel = "MODEL", description = "Only of its labels.")
  private String model;

  public ListDatasetsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.client();
    client.models();
    JsonNode answer = new DatasetClient(client).list(model);
    Table table =
        new Table()
            .column("data set", Align.LEFT)
            .column("model", Align.LEFT)
            .column("images", Align.RIGHT)
            .column("labels", Align.RIGHT)
            .column("created", Align.LEFT)
            .column("which", Align.LEFT);
    for (JsonNode each : answer.path("datasets")) {
      table.row(
          each.path("name").asText(),
          each.path("model").asText(),
          each.path("images").asText(),
          String.valueOf(each.path("labels").size()),
          each.path("createdAt").asText(),
          DatasetText.filter(each.path("filter")));
    }
    session.print(table.lines(session.style()));
    if (answer.path("datasets").isEmpty()) {
      session.note("none yet: `weft dataset create NAME` makes one");
    }
    session.printJson(answer);
    return ExitCode.OK;
  }
}
