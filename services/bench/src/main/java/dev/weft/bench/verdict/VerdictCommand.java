package dev.weft.bench.verdict;

import dev.weft.bench.setup.Numbers;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weft bench verdict}. */
@Command(
    name = "verdict",
    description = {
      "Simulate rollouts that are evaluated repeatedly, and report how often a verdict is wrong and"
          + " how many labels a correct one takes.",
      "Compares confidence sequences, on the same images and on different ones, with a separate"
          + " test at each evaluation.",
      "Requires no server and no images."
    })
public final class VerdictCommand implements Callable<Integer> {

  private final CommandSession session;

  @Option(
      names = {"-n", "--rollouts"},
      paramLabel = "N",
      defaultValue = "1000",
      description = "Number of rollouts of each kind. Default: 1000.")
  private int rollouts;

  @Option(
      names = "--accuracy",
      paramLabel = "SHARE",
      defaultValue = "0.9",
      description = "Accuracy of the serving version. Default: 0.9.")
  private double accuracy;

  @Option(
      names = "--discordant",
      paramLabel = "SHARE",
      defaultValue = "0.07",
      description =
          "Share of the images that only one of two equally accurate versions classifies correctly."
              + " Default: 0.07.")
  private double discordant;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Random seed; the same seed gives the same results. Default: 1.")
  private long seed;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description =
          "File to draw wrong and correct verdicts by number of labels to, in SVG format.")
  private Path svg;

  public VerdictCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Numbers.requireIn("--rollouts", rollouts, 20, 100_000);
    VerdictResult result;
    try {
      result = new VerdictBench(accuracy, discordant, rollouts, seed).run(session::note);
    } catch (IllegalArgumentException e) {
      throw new CliException(
          ExitCode.USAGE,
          e.getMessage(),
          "such as --accuracy 0.9 --discordant 0.07; candidates are up to 20 points worse",
          e);
    }
    session.print(result.lines(session.style()));
    session.printJson(result.toJson());
    if (svg != null) {
      Files.writeString(svg, result.plot().toSvg());
      session.note("wrote " + svg);
    }
    return ExitCode.OK;
  }
}
