package dev.weft.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.ServerOption;
import dev.weft.cli.Session;
import dev.weft.cli.client.RolloutClient;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Table.Align;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft rollout alias}. */
@Command(
    name = "alias",
    description = {
      "Lists the versions' names, gives a version one, or takes one away.",
      "champion (what serves) and challenger (the candidate) follow by themselves."
    })
final class AliasCommand implements Callable<Integer> {

  private final Session session;

  @Mixin private ServerOption server;
  @Mixin private ModelOption model;
  @Mixin private OrderOptions options;

  @Parameters(index = "0", arity = "0..1", paramLabel = "ALIAS", description = "The name.")
  private String alias;

  @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "Whose it is now.")
  private Integer version;

  @Option(names = "--remove", description = "Take the name away.")
  private boolean remove;

  AliasCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (remove == (version != null) && alias != null || remove && alias == null) {
      throw new CliException(
          ExitCode.USAGE,
          "a name goes with the version that it is given to, or with --remove",
          "for example `weft rollout alias best 3`");
    }
    WeftClient client = server.client();
    client.models();
    RolloutClient rollouts = client.rollouts();
    JsonNode state = state(rollouts, model.name(rollouts));
    Table table = new Table().column("alias", Align.LEFT).column("version", Align.RIGHT);
    for (Map.Entry<String, JsonNode> each : state.path("aliases").properties()) {
      table.row(each.getKey(), each.getValue().asText());
    }
    session.print(table.lines(session.style()));
    session.printJson(state.path("aliases"));
    return ExitCode.OK;
  }

  private JsonNode state(RolloutClient rollouts, String name) {
    if (remove) {
      return rollouts.removeAlias(name, alias, options.body(null), options.revision());
    }
    if (alias != null) {
      return rollouts.setAlias(name, alias, options.body(version), options.revision());
    }
    return rollouts.of(name).orElseThrow(() -> StatusCommand.unknown(name));
  }
}
