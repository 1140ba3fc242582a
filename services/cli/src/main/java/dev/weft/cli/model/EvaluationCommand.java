package dev.weft.cli.model;

import dev.weft.client.model.Evaluation;
import dev.weft.client.model.EvaluationQuery;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft evaluation}. */
@Command(
    name = "evaluation",
    description = {
      "Evaluate a version on held-out images.",
      "Shows precision, recall, F1 and average precision, the confusion matrix, slices by tag, and"
          + " optionally a comparison with another version.",
      "95 %% confidence intervals are given in brackets."
    })
public final class EvaluationCommand implements Callable<Integer> {
  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(index = "0", paramLabel = "MODEL", description = "Name of the model.")
  private String model;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      defaultValue = "champion",
      description = "Version number or alias. Default: ${DEFAULT-VALUE}, the serving version.")
  private String version;

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description =
          "Confidence threshold, 0 to 1. Images with a lower confidence count as not answered."
              + " Default: 0, all images are answered.")
  private Double threshold;

  @Option(
      names = "--slice",
      paramLabel = "KEY:VALUE",
      description = "Evaluate only images with this tag, such as camera:door.")
  private String slice;

  @Option(
      names = "--against",
      paramLabel = "VERSION",
      description = "Compare with this version on the images that both were evaluated on.")
  private String against;

  public EvaluationCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Evaluation found =
        server
            .reached()
            .models()
            .evaluation(model, version, new EvaluationQuery(threshold, null, slice, against, null));
    session.print(new EvaluationText(session.style()).lines(found));
    session.printJson(found);
    return ExitCode.OK;
  }
}
