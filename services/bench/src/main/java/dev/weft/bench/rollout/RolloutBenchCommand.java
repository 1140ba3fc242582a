package dev.weft.bench.rollout;

import dev.weft.bench.setup.Numbers;
import dev.weft.bench.setup.ServerBenchOptions;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.LibraryLogs;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft bench rollout}. */
@Command(
    name = "rollout",
    description = {
      "Measure how a rollout affects the latency of predictions.",
      "Measures latency at a steady load before the rollout, while a second version is loaded, in"
          + " shadow, as a canary, and while it takes over.",
      "Starts its own server on free ports, with its data in a temporary folder, and rolls out"
          + " copies of its model, so that the versions are identical. Rollouts are repeated, each"
          + " preceded by a baseline, so that other load on the machine affects all phases alike."
    })
public final class RolloutBenchCommand implements Callable<Integer> {
  private static final int DRAWINGS = 100;

  private final CommandSession session;

  @Mixin private ServerBenchOptions options;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      description = "Images per second. Default: 5.")
  private double rate;

  @Option(
      names = {"-n", "--images"},
      paramLabel = "N",
      defaultValue = "50",
      description = "Number of images per phase of each rollout. Default: 50.")
  private int images;

  @Option(
      names = "--rollouts",
      paramLabel = "N",
      defaultValue = "4",
      description = "Number of rollouts. Default: 4.")
  private int rollouts;

  public RolloutBenchCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Numbers.requireIn("--images", images, 10, 5000);
    Numbers.requireIn("--rollouts", rollouts, 1, 20);
    if (!(rate >= 0.1 && rate <= 1000)) {
      throw new CliException(
          ExitCode.USAGE, "--rate must be in 0.1..1000, but is " + rate, "for example 5");
    }
    LibraryLogs.quiet();
    RolloutBench bench = new RolloutBench(session, options.engine(), options.settings());
    RolloutResult result = bench.run(options.files(DRAWINGS), rate, images, rollouts);
    session.print(result.lines(session.style()));
    session.printJson(result.toJson());
    return ExitCode.OK;
  }
}
