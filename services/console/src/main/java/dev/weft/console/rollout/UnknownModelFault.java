package dev.weft.console.rollout;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;

/** The error for a model without a rollout state, since the model does not exist. */
public final class UnknownModelFault {
  private UnknownModelFault() {}

  public static CliException of(String model) {
    return new CliException(
        ExitCode.NOT_FOUND,
        "the model " + model + " has no rollout state",
        "`weft models` lists the models");
  }
}
