package dev.weft.cli.model;

import dev.weft.console.CommandSession;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft import-weights}. */
@Command(
    name = "import-weights",
    description = {
      "Import a Keras weight file for Xception, with or without its top, as a model version.",
      "Weights without a top get a new one for the given classes, with random weights until it is"
          + " trained. With --new-top, this applies to any weight file.",
      "A running server serves the new model without a restart."
    })
public final class ImportWeightsCommand implements Callable<Integer> {
  private final CommandSession session;

  @Mixin private ImportOptions options;

  @Parameters(paramLabel = "FILE", description = "Weight file to import.")
  private Path file;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "imported",
      description = "Name of the model; the next free version number is used. Default: imported.")
  private String name;

  @Option(
      names = "--new-top",
      description = "Replace the top of the weights, if any, by a new one for the given classes.")
  private boolean newTop;

  public ImportWeightsCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new WeightsImport(session, options).run(file, name, options.classes(), newTop);
  }
}
