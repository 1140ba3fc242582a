package dev.weft.cli.rollout;

import dev.weft.client.RolloutClient;
import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.client.model.ModelUncertainty;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutState;
import dev.weft.client.rollout.UncertaintyPolicy;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerFault;
import dev.weft.console.ServerOption;
import dev.weft.console.rollout.UnknownModelFault;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft rollout uncertainty}. */
@Command(
    name = "uncertainty",
    description = {
      "Show when predictions count as uncertain and how that affects images with known labels, or"
          + " change the policy.",
      "Changes take effect at once, for whichever version is serving. Settings that are not given"
          + " default to those the version was published with."
    })
final class UncertaintyCommand implements Callable<Integer> {

  private final CommandSession session;

  @Mixin private ServerOption server;
  @Mixin private ModelOption model;
  @Mixin private OrderOptions options;

  @Option(
      names = "--answered",
      paramLabel = "SHARE",
      description =
          "Target share of predictions that are not uncertain, among images similar to the training"
              + " data, such as 0.95.")
  private Double answered;

  @Option(
      names = "--precision",
      paramLabel = "SHARE",
      description = "Target share of correct predictions among those that are not uncertain.")
  private Double precision;

  @Option(
      names = "--per-class",
      description = "Apply --answered or --precision to each class separately.")
  private boolean perClass;

  @Option(
      names = "--min-confidence",
      paramLabel = "P",
      description = "Predictions with a lower probability are uncertain, 0 to 1.")
  private Double minimumConfidence;

  @Option(
      names = "--class",
      paramLabel = "CLASS=P",
      description = "Minimum probability for predictions of one class. Can be repeated.")
  private Map<String, Double> byClass = new TreeMap<>();

  @Option(
      names = "--max-outlier-score",
      paramLabel = "S",
      description =
          "Images with a higher outlier score are uncertain. Scores are not comparable between"
              + " versions.")
  private Double maximumOutlierScore;

  @Option(
      names = "--reset",
      description = "Reset the policy to the settings that each version was published with.")
  private boolean reset;

  @Option(names = "--preview", description = "Show the effect without changing anything.")
  private boolean preview;

  UncertaintyCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    UncertaintyPolicy wanted =
        new UncertaintyPolicy(
            answered,
            precision,
            perClass ? true : null,
            minimumConfidence,
            byClass.isEmpty() ? null : byClass,
            maximumOutlierScore);
    boolean names = !wanted.equals(UncertaintyPolicy.OF_VERSION);
    if (reset && names) {
      throw new CliException(
          ExitCode.USAGE,
          "--reset cannot be combined with thresholds or targets",
          "omit one of them");
    }
    if (preview && !reset && !names) {
      throw new CliException(
          ExitCode.USAGE,
          "--preview requires a setting",
          "for example `weft rollout uncertainty --precision 0.95 --preview`");
    }
    WeftClient client = server.reached();
    String name = model.name(client.rollouts());
    try {
      if (!preview && (reset || names)) {
        set(client.rollouts(), name, wanted);
      }
      ModelUncertainty found =
          (preview
                  ? client.models().previewUncertainty(name, wanted)
                  : client.models().uncertainty(name))
              .orElseThrow(() -> UnknownModelFault.of(name));
      session.print(UncertaintyText.lines(found));
      session.printJson(found);
      return ExitCode.OK;
    } catch (WeftException e) {
      throw ServerFault.ofOrder(e);
    }
  }

  /**
   * Unchanged components are those that were read: the request is refused if the policy has changed
   * since.
   */
  private void set(RolloutClient rollouts, String name, UncertaintyPolicy wanted) {
    RolloutState state = rollouts.find(name).orElseThrow(() -> UnknownModelFault.of(name));
    RolloutPolicy policy = state.policy();
    rollouts.setPolicy(
        name,
        new RolloutPolicy(
            policy.autoStart(),
            policy.strategy(),
            policy.steps(),
            policy.analysis(),
            policy.keepVersions(),
            policy.drift(),
            wanted),
        options.query(),
        options.terms(state.revision()));
  }
}
