package dev.weft.cli.rollout;

import dev.weft.console.CommandSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weft rollout}. */
@Command(
    name = "rollout",
    description = "Show and control which versions of a model are served.",
    synopsisSubcommandLabel = "COMMAND")
public final class RolloutCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "missing subcommand: " + String.join(", ", spec.subcommands().keySet()));
  }

  /** Creates the command with its subcommands. */
  public static CommandLine create(CommandSession session) {
    CommandLine rollout =
        new CommandLine(new RolloutCommand()).addSubcommand(new RolloutStatusCommand(session));
    for (Order order : Order.values()) {
      rollout.addSubcommand(OrderCommand.create(session, order));
    }
    return rollout
        .addSubcommand(new PolicyCommand(session))
        .addSubcommand(new UncertaintyCommand(session))
        .addSubcommand(new AliasCommand(session));
  }
}
