package dev.weft.cli.train;

import dev.weft.client.WeftClient;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingRequest;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import dev.weft.console.training.TrainingFollower;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft train}. */
@Command(
    name = "train",
    description = {
      "Train a new version of a model on its current labels, or on a named data set.",
      "With --follow, shows the progress until the training has ended."
    })
public final class TrainCommand implements Callable<Integer> {

  static final Duration INTERVAL = Duration.ofMillis(500);

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Option(
      names = {"-f", "--follow"},
      description = "Show the progress until the training has ended.")
  private boolean follow;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Model to train. Default: the model of the data set, or the server's default model,"
              + " clothing unless configured otherwise.")
  private String model;

  @Option(
      names = "--parent",
      paramLabel = "VERSION",
      description = "Version to continue training from. Default: the serving version.")
  private Integer parent;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description =
          "Named data set to train on; see `weft dataset`. With the same data set, recipe and"
              + " parent as an earlier training, the result is the same version and nothing is"
              + " trained.")
  private String dataset;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "Id of the training. Repeating the command with the same id does not start another"
              + " training.")
  private String id;

  @Option(
      names = "--drop-class",
      paramLabel = "NAME",
      description =
          "Class to remove in the new version. Can be repeated. All other classes of the parent are"
              + " kept, even without labels.")
  private List<String> dropClasses = List.of();

  @ArgGroup(
      exclusive = false,
      validate = false,
      heading = "%nRecipe settings that differ from the defaults:%n")
  private RecipeOptions recipe = new RecipeOptions();

  public TrainCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.reached();
    Training training = client.trainings().request(request(), id);
    String made = training.id();
    if (!follow) {
      session.print("training " + made + " is " + training.state());
      session.note("`weft trainings %s --follow` shows the progress".formatted(made));
      session.printJson(training);
      return ExitCode.OK;
    }
    session.note("training " + made + "; Ctrl-C leaves it running");
    return TrainingEnd.print(session, new TrainingFollower(session, client, INTERVAL).follow(made));
  }

  private TrainingRequest request() {
    return new TrainingRequest(
        model, parent, null, dataset, recipe.recipe(), dropClasses.isEmpty() ? null : dropClasses);
  }
}
