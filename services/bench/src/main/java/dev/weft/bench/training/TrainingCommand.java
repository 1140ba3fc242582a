package dev.weft.bench.training;

import dev.weft.bench.setup.LabeledPhotos;
import dev.weft.bench.setup.Narration;
import dev.weft.bench.setup.Numbers;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.LibraryLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weft bench training}. */
@Command(
    name = "training",
    description = {
      "Compare the training recipe as written, in which every image is run through the frozen base"
          + " in every epoch, with features that are computed once and cached.",
      "Then compares a step of fine-tuning the exit flow with this project's fused blocks and with"
          + " DL4J's own layers.",
      "Both heads are trained for 27 epochs on the same images, split, shuffles and flips. As"
          + " written, only some epochs are run and timed; the rest is extrapolated, which the"
          + " output states. Takes about three minutes on two cores. No server is started."
    })
public final class TrainingCommand implements Callable<Integer> {
  private final CommandSession session;

  @Option(
      names = "--photos",
      paramLabel = "DIR",
      description =
          "Photographs to use, in folders named after their labels. Default: generated drawings.")
  private Path photos;

  @Option(
      names = {"-n", "--images"},
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Maximum number of images: 70 %% for training, 15 %% for validation, 15 %% for testing."
              + " Default: 200.")
  private int images;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Number of epochs to run as written, 2 to 27; with 27, nothing is extrapolated. Default:"
              + " 2.")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Batch size of the base when features are cached. As written, the recipe's batch size is"
              + " used. Default: 4.")
  private int batch;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "Engine that runs the base. Default: auto.")
  private String engine;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Number of fine-tuning steps per implementation, of which the median is reported."
              + " Default: 5.")
  private int rounds;

  public TrainingCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Numbers.requireIn("--images", images, 20, 5000);
    Numbers.requireIn("--epochs", epochs, 2, HeadBench.EPOCHS);
    Numbers.requireIn("--batch", batch, 2, 256);
    Numbers.requireIn("--rounds", rounds, 1, 1000);
    LibraryLogs.quiet();
    LabeledPhotos files =
        photos == null ? LabeledPhotos.drawn(images) : LabeledPhotos.of(photos, images);
    TrainingResult result =
        new TrainingBench(Narration.of(session), engine, batch).run(files, epochs, rounds);
    session.print(result.lines(session.style()));
    session.printJson(result.toJson());
    return ExitCode.OK;
  }
}
