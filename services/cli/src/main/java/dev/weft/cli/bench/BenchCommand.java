package dev.weft.cli.bench;

import dev.weft.cli.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weft bench}. */
@Command(name = "bench", description = "Measures this machine: the whole pipeline, or the engines.")
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which benchmark? `weft bench pipeline` or `weft bench engine`");
  }

  /** With its subcommands. */
  public static picocli.CommandLine create(Session session) {
    return new picocli.CommandLine(new BenchCommand())
        .addSubcommand(new PipelineCommand(session))
        .addSubcommand(new EngineCommand(session));
  }
}
