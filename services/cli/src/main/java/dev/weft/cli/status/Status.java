package dev.weft.cli.status;

import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.client.rollout.RolloutState;
import dev.weft.client.system.SystemState;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import java.util.List;

/**
 * The data that {@code weft status} shows.
 *
 * @param server the server's address
 * @param system the system's state
 * @param rollouts rollout state of each model; empty while the gateway's views are not available
 *     yet
 */
record Status(String server, SystemState system, List<RolloutState> rollouts) {
  private static final int NOT_FOUND = 404;
  private static final int UNKNOWN_YET = 503;

  /** Reads the current status; each request is tried once. */
  static Status of(WeftClient client) {
    WeftClient once = client.oneTry(ServerOption.ONE_TRY);
    return new Status(client.server().toString(), system(once), rollouts(once));
  }

  private static SystemState system(WeftClient client) {
    try {
      return client.system().state();
    } catch (WeftException e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
      throw new CliException(
          ExitCode.UNREACHABLE,
          "the server at %s does not report a status: it is not a Weft gateway, or an older release"
              .formatted(client.server()),
          "specify the gateway with --server URL",
          e);
    }
  }

  private static List<RolloutState> rollouts(WeftClient client) {
    try {
      return client.rollouts().list().rollouts();
    } catch (WeftException e) {
      if (e.status() == UNKNOWN_YET) {
        return List.of();
      }
      throw e;
    }
  }

  /** Whether broker and store respond. */
  boolean isWhole() {
    return system.ground().stream().allMatch(SystemState.Backend::reachable);
  }
}
