package dev.weft.cli.rollout;

import dev.weft.client.RolloutClient;
import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.ServerFault;
import dev.weft.console.ServerOption;
import dev.weft.console.rollout.UnknownModelFault;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft rollout alias}. */
@Command(
    name = "alias",
    description = {
      "List the aliases of a model's versions, or assign or remove an alias.",
      "The aliases champion (the serving version) and challenger (the candidate) are maintained"
          + " automatically."
    })
final class AliasCommand implements Callable<Integer> {

  private final CommandSession session;

  @Mixin private ServerOption server;
  @Mixin private ModelOption model;
  @Mixin private OrderOptions options;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ALIAS",
      description = "Alias to assign or remove.")
  private String alias;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "Version to assign the alias to.")
  private Integer version;

  @Option(names = "--remove", description = "Remove the alias.")
  private boolean remove;

  AliasCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (remove == (version != null) && alias != null || remove && alias == null) {
      throw new CliException(
          ExitCode.USAGE,
          "an alias requires a version, or --remove",
          "for example `weft rollout alias best 3`");
    }
    WeftClient client = server.reached();
    RolloutClient rollouts = client.rollouts();
    RolloutState state = state(rollouts, model.name(rollouts));
    Table table = new Table().column("alias", Align.LEFT).column("version", Align.RIGHT);
    state.aliases().forEach((name, of) -> table.row(name, of.toString()));
    session.print(table.lines(session.style()));
    session.printJson(Json.tree(state.aliases()));
    return ExitCode.OK;
  }

  private RolloutState state(RolloutClient rollouts, String name) {
    try {
      if (remove) {
        return rollouts.removeAlias(name, alias, options.query(), options.terms());
      }
      if (alias != null) {
        return rollouts.setAlias(name, alias, options.order(version), options.terms());
      }
    } catch (WeftException e) {
      throw ServerFault.ofOrder(e);
    }
    return rollouts.find(name).orElseThrow(() -> UnknownModelFault.of(name));
  }
}
