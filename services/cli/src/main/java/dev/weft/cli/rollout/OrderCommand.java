package dev.weft.cli.rollout;

import dev.weft.client.RolloutClient;
import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerFault;
import dev.weft.console.ServerOption;
import dev.weft.console.rollout.RolloutText;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft rollout start}, {@code promote} and other orders of the same form. */
@Command
final class OrderCommand implements Callable<Integer> {

  private final CommandSession session;
  private final Order order;

  @Spec private CommandSpec spec;
  @Mixin private ServerOption server;
  @Mixin private ModelOption model;
  @Mixin private OrderOptions options;

  @Option(
      names = {"-f", "--follow"},
      description = "Then show the progress of the rollout, if any, until it has ended.")
  private boolean follow;

  private OrderCommand(CommandSession session, Order order) {
    this.session = session;
    this.order = order;
  }

  static CommandLine create(CommandSession session, Order order) {
    CommandLine command = new CommandLine(new OrderCommand(session, order));
    command.setCommandName(order.code());
    command.getCommandSpec().usageMessage().description(order.description());
    command.getCommandSpec().addPositional(version(order.version()));
    return command;
  }

  /** Hidden for orders without a version, so that a given one is answered with an explanation. */
  private static PositionalParamSpec version(Order.Version version) {
    boolean needed = version == Order.Version.NEEDED;
    return PositionalParamSpec.builder()
        .hidden(version == Order.Version.NONE)
        .index("0")
        .paramLabel("VERSION")
        .type(Integer.class)
        .required(needed)
        .arity(needed ? "1" : "0..1")
        .description("Version number.")
        .build();
  }

  @Override
  public Integer call() {
    if (order.version() == Order.Version.NONE && version() != null) {
      throw new CliException(
          ExitCode.USAGE,
          "%s does not take a version, but was given %d".formatted(order.code(), version()),
          "omit it; `weft rollout rollback VERSION` serves a version at once");
    }
    WeftClient client = server.reached();
    RolloutClient rollouts = client.rollouts();
    String name = model.name(rollouts);
    RolloutState state = give(rollouts, name);
    if (follow && state.rollout() != null) {
      return FollowedRollout.print(session, rollouts, state);
    }
    session.print(new RolloutText(session.style()).headline(state));
    if (state.rollout() != null) {
      session.note("`weft rollout status --follow` shows the progress");
    }
    session.printJson(state);
    return ExitCode.OK;
  }

  private RolloutState give(RolloutClient rollouts, String name) {
    try {
      return rollouts.order(name, order.action(), options.order(version()), options.terms());
    } catch (WeftException e) {
      throw ServerFault.ofOrder(e);
    }
  }

  private Integer version() {
    return spec.positionalParameters().get(0).getValue();
  }
}
