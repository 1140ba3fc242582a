package dev.weft.cli.rollout;

import dev.weft.client.RolloutClient;
import dev.weft.client.WeftClient;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import dev.weft.console.rollout.RolloutText;
import dev.weft.console.rollout.UnknownModelFault;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft rollout status}. */
@Command(
    name = "status",
    description = {
      "Show the serving version, the progress of the rollout, live metrics, and the versions loaded"
          + " by each replica.",
      "With --follow, updates the display until the current rollout, or the next one, has ended."
    })
final class RolloutStatusCommand implements Callable<Integer> {

  private final CommandSession session;

  @Mixin private ServerOption server;
  @Mixin private ModelOption model;

  @Option(
      names = {"-f", "--follow"},
      description = "Update the display until a rollout has ended.")
  private boolean follow;

  RolloutStatusCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.reached();
    RolloutClient rollouts = client.rollouts();
    String name = model.name(rollouts);
    RolloutState state = rollouts.find(name).orElseThrow(() -> UnknownModelFault.of(name));
    if (follow) {
      return FollowedRollout.print(session, rollouts, state);
    }
    RolloutText text = new RolloutText(session.style());
    session.print(text.lines(state, Clock.systemUTC().instant()));
    session.print(text.history(state));
    session.printJson(state);
    return ExitCode.OK;
  }
}
