package dev.weft.cli.rollout;

import dev.weft.client.RolloutClient;
import dev.weft.client.rollout.RolloutList;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --model}. */
final class ModelOption {

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Name of the model. Default: the only model, if there is just one.")
  private String model;

  /**
   * Returns the model's name.
   *
   * @throws CliException if none is given and there is not exactly one model
   */
  String name(RolloutClient rollouts) {
    return model != null ? model : only(rollouts.list());
  }

  private static String only(RolloutList all) {
    List<String> names = all.rollouts().stream().map(RolloutState::model).toList();
    if (names.isEmpty()) {
      throw new CliException(
          ExitCode.NOT_FOUND,
          "no model has a rollout state yet",
          "it is created when a version is published (`weft train`, `weft import-weights`) while a"
              + " rollout service is running");
    }
    if (names.size() > 1) {
      throw new CliException(
          ExitCode.USAGE,
          "several models exist: " + String.join(", ", names),
          "specify it with --model NAME");
    }
    return names.get(0);
  }
}
