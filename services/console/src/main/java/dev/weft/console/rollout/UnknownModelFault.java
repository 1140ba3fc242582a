package dev.weft.console.rollout;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;

/** The error for a model without a rollout state, since the model does not exist. */
public final class UnknownModelFault {
  private UnknownModelFault() {}

  public static CliException of(String model) {
    return new CliException(
        ExitCode.NOT_FOUND,
        "there is no rollout state of a model " + model,
        "`weft models` lists the models");
  }
}
