package dev.weft.cli.train;

import dev.weft.client.WeftClient;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingRequest;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import dev.weft.console.Session;
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
      "Asks for a new version of a model, trained on the labels that there are now, or on a named"
          + " data set.",
      "With --follow it shows the training until it has ended."
    })
public final class TrainCommand implements Callable<Integer> {

  static final Duration INTERVAL = Duration.ofMillis(500);

  private final Session session;

  @Mixin private ServerOption server;

  @Option(
      names = {"-f", "--follow"},
      description = "Show how far it is, until it has ended.")
  private boolean follow;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "The model. Default: the data set's, or the server's, which is clothing if nobody changed"
              + " it.")
  private String model;

  @Option(
      names = "--parent",
      paramLabel = "VERSION",
      description = "The version to train on from. Default: the one that serves.")
  private Integer parent;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description =
          "The named data set to train on; `weft dataset` makes one. The same data set again, with"
              + " the same recipe and parent, is the same version, and nothing is trained.")
  private String dataset;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Names the training; the same name again is the same training.")
  private String id;

  @Option(
      names = "--drop-class",
      paramLabel = "NAME",
      description =
          "A class that the new version is not to know; may be repeated. All others that the parent"
              + " knows are kept, labels or not.")
  private List<String> dropClasses = List.of();

  @ArgGroup(exclusive = false, validate = false, heading = "%nThe recipe, where it differs:%n")
  private RecipeOptions recipe = new RecipeOptions();

  public TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.reached();
    Training training = client.trainings().request(request(), id);
    String made = training.id();
    if (!follow) {
      session.print("training " + made + " is " + training.state());
      session.note("`weft trainings %s --follow` shows how far it is".formatted(made));
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
