package dev.weft.cli.rollout;

import dev.weft.client.RolloutClient;
import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutState;
import dev.weft.client.rollout.RolloutStrategy;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.ServerFault;
import dev.weft.console.ServerOption;
import dev.weft.console.rollout.UnknownModelFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft rollout policy}. */
@Command(
    name = "policy",
    description = {
      "Show or change the rollout policy of a model.",
      "Strategy, steps and conditions apply to future rollouts: a rollout in progress keeps those that",
      "it started with. Drift, thresholds for uncertain answers and the number of versions to keep",
      "apply at once."
    })
final class PolicyCommand implements Callable<Integer> {

  private static final String STDIN = "-";

  private final CommandSession session;

  @Mixin private ServerOption server;
  @Mixin private ModelOption model;
  @Mixin private OrderOptions options;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "File with the complete policy as JSON; - reads standard input. Omitted settings are"
              + " reset to their defaults.")
  private String file;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description =
          "Strategy, with its default steps: all-at-once, canary, shadow or shadow-canary. Other"
              + " settings are kept.")
  private String strategy;

  @Option(
      names = "--auto-start",
      negatable = true,
      description =
          "Whether a rollout starts automatically when a version is published. Other settings are"
              + " kept.")
  private Boolean autoStart;

  @Option(
      names = "--keep-versions",
      paramLabel = "N",
      description = "Number of newest versions to keep, 0 for all. Other settings are kept.")
  private Integer keepVersions;

  PolicyCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    boolean some = strategy != null || autoStart != null || keepVersions != null;
    if (file != null && some) {
      throw new CliException(
          ExitCode.USAGE,
          "--file contains the complete policy, and cannot be combined with other settings",
          "add the setting to the file");
    }
    String whole = file == null ? null : read(file);
    WeftClient client = server.reached();
    RolloutClient rollouts = client.rollouts();
    String name = model.name(rollouts);
    try {
      return print(state(rollouts, name, whole, some));
    } catch (WeftException e) {
      throw ServerFault.ofOrder(e);
    }
  }

  private RolloutState state(RolloutClient rollouts, String name, String whole, boolean some) {
    if (whole != null) {
      return rollouts.setPolicy(name, whole, options.query(), options.terms());
    }
    RolloutState state = rollouts.find(name).orElseThrow(() -> UnknownModelFault.of(name));
    // Unchanged components are those that were read: the request is refused if the policy has
    // changed since.
    return some
        ? rollouts.setPolicy(
            name, changed(state.policy()), options.query(), options.terms(state.revision()))
        : state;
  }

  private RolloutPolicy changed(RolloutPolicy policy) {
    return new RolloutPolicy(
        autoStart == null ? policy.autoStart() : autoStart,
        strategy == null ? policy.strategy() : strategy(),
        strategy == null ? policy.steps() : null,
        policy.analysis(),
        keepVersions == null ? policy.keepVersions() : keepVersions,
        policy.drift(),
        policy.uncertainty());
  }

  private RolloutStrategy strategy() {
    return RolloutStrategy.of(strategy)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.USAGE,
                    "--strategy must be all-at-once, canary, shadow or shadow-canary, but is "
                        + strategy,
                    "`weft rollout policy` prints the current policy"));
  }

  private int print(RolloutState state) {
    session.print(Json.pretty(Json.tree(state.policy())));
    session.printJson(state.policy());
    return ExitCode.OK;
  }

  private static String read(String file) {
    try {
      byte[] bytes =
          file.equals(STDIN) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.USAGE, "cannot read the policy from " + file + ": " + e.getMessage(), "", e);
    }
  }
}
